package systole.nn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Weights, and how the training went that made them: a safetensors file with a text {@code systole.epochs} beside the tensors, the JSON of every
 * epoch's scores. Others read it as any such file.
 *
 * @param history epoch by epoch; empty where nothing is known
 */
public record TrainedWeights(Parameters parameters, List<EpochResult> history) {
    private static final String KEY = "systole.epochs";
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    public TrainedWeights {
        history = List.copyOf(history);
    }

    /** Reads a file; throws {@link WeightsException} with one line that names it. */
    public static TrainedWeights read(Path file) {
        return of(file.toString(), Safetensors.readAll(file));
    }

    /** Reads a stream to its end; {@code name} stands for it in errors. */
    public static TrainedWeights read(String name, InputStream stream) throws IOException {
        return of(name, Safetensors.readAll(name, stream));
    }

    private static TrainedWeights of(String name, Safetensors.Content content) {
        try {
            SavedEpoch[] epochs = Optional.ofNullable(JSON.readValue(content.metadata().getOrDefault(KEY, "[]"), SavedEpoch[].class))
                    .orElseThrow(() -> new IllegalArgumentException("null"));
            return new TrainedWeights(content.parameters(), SavedEpoch.results(Arrays.asList(epochs)));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new WeightsException("weights %s: their '%s' does not tell how a training went".formatted(name, KEY));
        }
    }

    /** Writes a file whole or not at all; throws {@link WeightsException} with one line that names it. */
    public void write(Path file) {
        try {
            Safetensors.write(file, new Safetensors.Content(parameters, Map.of(KEY, JSON.writeValueAsString(SavedEpoch.of(history)))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
