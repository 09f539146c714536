package systole.quant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up, image by image, what a quantised network's tensors lack of the float one's. */
final class NoiseMeasurement {
    private final QuantisedModel model;
    private final NodeArithmetic arithmetic;
    /** By the names of quantised tensors. */
    private final Map<String, Noise> noises = new LinkedHashMap<>();

    private static final class Noise {
        private SignalToNoise accumulated = SignalToNoise.NONE;
        private SignalToNoise alone = SignalToNoise.NONE;
        private long values;
        private long saturated;
    }

    NoiseMeasurement(QuantisedModel model, NodeArithmetic arithmetic) {
        this.model = model;
        this.arithmetic = arithmetic;
        model.graph().nodes().stream().filter(node -> model.sources().containsKey(node.name()))
                .forEach(node -> noises.put(node.name(), new Noise()));
    }

    /** Measures one image. */
    void add(Map<String, float[]> truth) {
        QuantisedTensor input = model.graph().input();
        byte[] image = input.quantisation().quantise(truth.get(model.sources().get(input.name())));
        Map<String, byte[]> accumulated = new HashMap<>(Map.of(input.name(), image));
        Map<String, byte[]> exact = new HashMap<>(accumulated);
        for (QuantisedNode node : model.graph().nodes()) {
            accumulated.put(node.name(), run(node, accumulated));
            byte[] alone = run(node, exact);
            Noise noise = noises.get(node.name());
            if (noise == null) {
                exact.put(node.name(), alone);
                continue;
            }
            float[] values = truth.get(model.sources().get(node.name()));
            exact.put(node.name(), node.output().quantisation().quantise(values));
            noise.accumulated = noise.accumulated.plus(compare(node.output().quantisation(), values, accumulated.get(node.name())));
            noise.alone = noise.alone.plus(compare(node.output().quantisation(), values, alone));
            noise.values += values.length;
            noise.saturated += saturated(node.output().quantisation(), values);
        }
    }

    List<QuantisationReport.Layer> layers() {
        List<QuantisationReport.Layer> layers = new ArrayList<>();
        model.graph().nodes().stream().filter(node -> noises.containsKey(node.name())).forEach(node -> {
            Noise noise = noises.get(node.name());
            SignalToNoise weights = model.weights().get(node.name());
            layers.add(new QuantisationReport.Layer(node.name(), node.operator().getClass().getSimpleName(), noise.accumulated.decibels(),
                    noise.alone.decibels(), weights == null ? null : weights.decibels(), (double) noise.saturated / noise.values));
        });
        return layers;
    }

    private byte[] run(QuantisedNode node, Map<String, byte[]> tensors) {
        return arithmetic.run(node, node.inputs().stream().map(model.graph()::tensor).toList(), node.inputs().stream().map(tensors::get).toList());
    }

    private static SignalToNoise compare(Quantisation quantisation, float[] truth, byte[] values) {
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < truth.length; i++) {
            double error = quantisation.dequantise(values[i]) - truth[i];
            signal += (double) truth[i] * truth[i];
            noise += error * error;
        }
        return new SignalToNoise(signal, noise);
    }

    /** How many values lie beyond the smallest or the largest int8 by more than rounding. */
    private static long saturated(Quantisation quantisation, float[] values) {
        float half = quantisation.scale() / 2;
        float low = quantisation.dequantise(Byte.MIN_VALUE) - half;
        float high = quantisation.dequantise(Byte.MAX_VALUE) + half;
        long count = 0;
        for (float value : values) {
            count += value < low || value > high ? 1 : 0;
        }
        return count;
    }
}
