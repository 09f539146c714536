package systole.quant;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A quantised graph with what is known of its making.
 *
 * @param graph the int8 network
 * @param sources for each of its tensors that stands for a float one that one's name: of a fused layer that of its activation
 * @param weights signal and noise of the rounded weights, by node name
 */
public record QuantisedModel(QuantisedGraph graph, Map<String, String> sources, Map<String, SignalToNoise> weights) {
    public QuantisedModel {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }
}
