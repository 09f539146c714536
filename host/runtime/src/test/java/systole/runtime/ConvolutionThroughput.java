package systole.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import systole.compiler.Compiler;
import systole.compiler.CompilerOptions;
import systole.compiler.Program;
import systole.compiler.interpreter.ProgramInterpreter;
import systole.contract.Configuration;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Quantisation;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator.Convolution;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;
import systole.runtime.reference.ReferenceExecutor;

/**
 * Prints the speed of the reference and of the model's interpreter (without its timing) on single convolutions, in GMAC/s of
 * one thread: the best of some runs, so that other work on the machine counts little. Run it as a program, by itself.
 */
final class ConvolutionThroughput {
    private static final long WARM_UP_NANOSECONDS = 2_000_000_000L;
    private static final int RUNS = 15;
    private static final Quantisation QUANTISATION = new Quantisation(0.05f, -3);
    /** A product of 512 x 512 matrices, and what most of ResNet-50's time goes into. */
    private static final List<Layer> LAYERS = List.of(
            new Layer(512, 512, new Shape(List.of(512, 16, 32)), 1, 1),
            new Layer(3, 64, Shape.map(3, 224, 224), 7, 2),
            new Layer(64, 64, Shape.map(64, 56, 56), 3, 1),
            new Layer(64, 256, Shape.map(64, 56, 56), 1, 1),
            new Layer(256, 64, Shape.map(256, 56, 56), 1, 1),
            new Layer(128, 128, Shape.map(128, 28, 28), 3, 1),
            new Layer(256, 256, Shape.map(256, 28, 28), 3, 2),
            new Layer(256, 256, Shape.map(256, 14, 14), 3, 1),
            new Layer(1024, 256, Shape.map(1024, 14, 14), 1, 1),
            new Layer(512, 512, Shape.map(512, 7, 7), 3, 1),
            new Layer(512, 2048, Shape.map(512, 7, 7), 1, 1),
            new Layer(2048, 1000, Shape.map(2048, 1, 1), 1, 1));

    private ConvolutionThroughput() {
    }

    private record Layer(int inputs, int outputs, Shape shape, int kernel, int stride) {
        QuantisedGraph graph(Random random) {
            Window window = Window.square(kernel, stride, kernel / 2);
            float[] scales = new float[outputs];
            Arrays.fill(scales, 1e-4f);
            byte[] weights = bytes(random, outputs * inputs * kernel * kernel);
            Convolution convolution = new Convolution(window, 1, weights,
                    new Requantisation(new int[outputs], scales, 5, -128, 127, Optional.empty()));
            return new QuantisedGraph(toString(), new QuantisedTensor("image", shape, QUANTISATION), List.of(new QuantisedNode(
                    convolution, List.of("image"), new QuantisedTensor("conv", window.output(shape, outputs), QUANTISATION))));
        }

        long macs(QuantisedGraph graph) {
            return (long) graph.output().shape().size() * inputs * kernel * kernel;
        }

        @Override
        public String toString() {
            return "%dx%d stride %d, %s to %d".formatted(kernel, kernel, stride, shape, outputs);
        }
    }

    public static void main(String[] arguments) {
        System.out.printf("%-40s %10s %12s%n", "GMAC/s", "reference", "interpreter");
        for (Layer layer : LAYERS) {
            Random random = new Random(5);
            QuantisedGraph graph = layer.graph(random);
            byte[] image = bytes(random, layer.shape.size());
            ReferenceExecutor reference = new ReferenceExecutor(graph);
            Program program = Compiler.compile(graph, Configuration.ofArray(16), CompilerOptions.standard()).program();
            byte[] input = program.input().pack(image);
            double macs = layer.macs(graph);
            System.out.printf("%-40s %10.1f %12.1f%n", layer, macs / nanoseconds(() -> reference.run(image)),
                    macs / nanoseconds(() -> ProgramInterpreter.run(program, input)));
        }
    }

    private static long nanoseconds(Runnable run) {
        long end = System.nanoTime() + WARM_UP_NANOSECONDS;
        while (System.nanoTime() < end) {
            run.run();
        }
        long best = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            run.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
