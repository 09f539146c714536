package systole.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Value;
import systole.graph.Shape;
import systole.graph.Window;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.nn.Tensor;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedTensor;
import systole.quant.Quantiser;
import systole.runtime.reference.ReferenceExecutor;

/** Int8 networks stay close to the float ones that they were made from. */
class QuantisedAccuracyTest {
    private static final Shape INPUT = Shape.map(2, 13, 11);
    private final Random random = new Random(3);

    @Test
    void outputsAreWithinAFewSteps() {
        for (int i = 0; i < 30; i++) {
            Graph graph = graph(i % 3);
            Parameters parameters = parameters(graph);
            Network network = new Network(graph, parameters);
            List<float[]> images = IntStream.range(0, 20).mapToObj(n -> image()).toList();
            Map<String, float[]> weights = parameters.values();
            QuantisedGraph quantised = Quantiser.quantise(graph, weights, images, network::activations);
            images.forEach(image -> check(network.forward(image), quantised, image));
        }
    }

    private static void check(float[] expected, QuantisedGraph quantised, float[] image) {
        byte[] input = new byte[image.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = quantised.input().quantisation().quantise(image[i]);
        }
        QuantisedTensor output = quantised.output();
        byte[] got = new ReferenceExecutor(quantised).run(input).get(output.name());
        for (int i = 0; i < expected.length; i++) {
            float error = Math.abs(output.quantisation().dequantise(got[i]) - expected[i]);
            float steps = error / output.quantisation().scale();
            assertTrue(steps < 10, () -> "an output is off by %f steps of 255".formatted(steps));
        }
    }

    private Graph graph(int activation) {
        Value builder = Graph.sequential("random", INPUT).conv2d("conv1", random.nextInt(1, 9), Window.square(3, 1, 1));
        builder = switch (activation) {
            case 0 -> builder.relu("act1").maxPool("pool1", Window.square(2, 2, 0));
            case 1 -> builder.sigmoid("act1").averagePool("pool1", Window.square(2, 2, 1));
            default -> builder.tanh("act1").averagePool("pool1", Window.square(3, 2, 0));
        };
        return builder.conv2d("conv2", random.nextInt(1, 9), Window.square(3, 2, 1)).relu("act2").flatten("flatten").linear("fc", 7).build();
    }

    /** Weights of the variance that keeps activations at about the same size through the layers. */
    private Parameters parameters(Graph graph) {
        return new Parameters(graph.parameterShapes().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> {
            Shape shape = entry.getValue();
            float[] values = new float[shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * Math.sqrt(1.0 * shape.channels() / shape.size()));
            }
            return new Tensor(shape, values);
        })));
    }

    private float[] image() {
        float[] image = new float[INPUT.size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = random.nextFloat() * 2 - 0.5f;
        }
        return image;
    }
}
