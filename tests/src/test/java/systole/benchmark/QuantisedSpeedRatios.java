package systole.benchmark;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import systole.graph.Shape;
import systole.graph.Window;
import systole.models.Models;
import systole.models.SeededModel;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.quant.Quantisation;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Quantiser;
import systole.quant.Requantisation;
import systole.runtime.reference.ReferenceExecutor;

/**
 * Speeds of the int8 reference and of ONNX Runtime with uint8 activations and int8 weights, one thread each, by the turns of
 * {@link SpeedRatios}: a product of 512 x 512 matrices, layers of ResNet-50, and ResNet-50 up to its logits.
 */
final class QuantisedSpeedRatios {
    private static final Quantisation QUANTISATION = new Quantisation(0.05f, -3);

    private QuantisedSpeedRatios() {
    }

    public static void main(String[] arguments) throws OrtException {
        System.out.printf("%-28s %12s %12s %7s%n", "", "Systole", "ONNX Runtime", "ratio");
        compare(layer("product 512x512x512", Shape.map(512, 16, 32), 512, Window.square(1, 1, 0)));
        compare(layer("3x3, 64 to 64, 56x56", Shape.map(64, 56, 56), 64, Window.square(3, 1, 1)));
        compare(layer("1x1, 64 to 256, 56x56", Shape.map(64, 56, 56), 256, Window.square(1, 1, 0)));
        compare(layer("3x3, 256 to 256, 14x14", Shape.map(256, 14, 14), 256, Window.square(3, 1, 1)));
        compare(layer("1x1, 1024 to 256, 14x14", Shape.map(1024, 14, 14), 256, Window.square(1, 1, 0)));
        compare(resnet50());
    }

    /** Biases and scales such that few sums are clipped. */
    private static QuantisedGraph layer(String name, Shape input, int outputs, Window window) {
        Random random = new Random(5);
        byte[] weights = new byte[outputs * input.channels() * window.kernelHeight() * window.kernelWidth()];
        random.nextBytes(weights);
        float[] scales = new float[outputs];
        Arrays.fill(scales, (float) (0.01 / Math.sqrt((double) weights.length / outputs)));
        QuantisedOperator convolution = new QuantisedOperator.Convolution(window, 1, weights,
                new Requantisation(new int[outputs], scales, QUANTISATION.zeroPoint(), -128, 127, Optional.empty()));
        return new QuantisedGraph(name, new QuantisedTensor("image", input, QUANTISATION), List.of(new QuantisedNode(
                convolution, List.of("image"), new QuantisedTensor("output", window.output(input, outputs), QUANTISATION))));
    }

    private static QuantisedGraph resnet50() {
        SeededModel model = (SeededModel) Models.byName("resnet50");
        Parameters parameters = model.parameters();
        QuantisedGraph graph = Quantiser.quantise(
                model.graph(), parameters.values(), model.images(2, 3), new Network(model.graph(), parameters)::activations);
        return new QuantisedGraph(graph.name(), graph.input(),
                graph.nodes().stream().filter(node -> !(node.operator() instanceof QuantisedOperator.Softmax)).toList());
    }

    private static void compare(QuantisedGraph graph) throws OrtException {
        byte[] image = new byte[graph.input().shape().size()];
        new Random(6).nextBytes(image);
        byte[] unsigned = new byte[image.length];
        for (int i = 0; i < image.length; i++) {
            unsigned[i] = (byte) (image[i] + 128);
        }
        ReferenceExecutor reference = new ReferenceExecutor(graph);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = singleThread(); OrtSession session = environment.createSession(QuantisedOnnxModel.of(graph), options);
                OnnxTensor input = OnnxTensor.createTensor(environment, ByteBuffer.allocateDirect(unsigned.length).put(unsigned).flip(),
                        OnnxModel.extents(graph.input().shape()), OnnxJavaType.UINT8)) {
            Map<String, OnnxTensor> inputs = Map.of(graph.input().name(), input);
            SpeedRatios.Turns turns = SpeedRatios.turns(() -> reference.run(image), () -> run(session, inputs));
            System.out.printf("%-28s %9.3f ms %9.3f ms %7.3f%n", graph.name(), turns.ours() / 1e6, turns.theirs() / 1e6, turns.ratio());
        }
    }

    private static OrtSession.SessionOptions singleThread() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        return options;
    }

    private static void run(OrtSession session, Map<String, OnnxTensor> inputs) {
        try (OrtSession.Result _ = session.run(inputs)) {
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed", e);
        }
    }
}
