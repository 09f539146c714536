package systole.drivers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import systole.compiler.Compiler;
import systole.compiler.CompilerOptions;
import systole.compiler.Program;
import systole.contract.Configuration;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Quantisation;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator.Convolution;
import systole.quant.QuantisedOperator.MaxPool;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/** Networks to try drivers with. */
public final class SampleNetworks {
    private static final int CHANNELS = 13;

    private SampleNetworks() {
    }

    /** A program for an 8 x 8 array. */
    public static Program program() {
        return Compiler.compile(convolutionAndPool(), Configuration.ofArray(8), CompilerOptions.standard()).program();
    }

    /** 5 to 13 channels over 9 x 11, 3x3 with padding, then two more of 13 to 13, the last with a 2x2 pool behind it. */
    public static QuantisedGraph convolutionAndPool() {
        Random random = new Random(1);
        QuantisedTensor image = new QuantisedTensor("image", Shape.map(5, 9, 11), new Quantisation(0.5f, -3));
        QuantisedNode first = convolution(random, image, "conv1");
        QuantisedNode second = convolution(random, first.output(), "conv2");
        QuantisedNode third = convolution(random, second.output(), "conv3");
        Window window = Window.square(2, 2, 0);
        Shape pooled = window.output(third.output().shape(), CHANNELS);
        QuantisedNode pool = new QuantisedNode(
                new MaxPool(window), List.of("conv3"), new QuantisedTensor("pool", pooled, third.output().quantisation()));
        return new QuantisedGraph("sample", image, List.of(first, second, third, pool));
    }

    private static QuantisedNode convolution(Random random, QuantisedTensor read, String name) {
        Window window = Window.square(3, 1, 1);
        byte[] weights = new byte[CHANNELS * read.shape().channels() * window.kernelHeight() * window.kernelWidth()];
        random.nextBytes(weights);
        int[] biases = random.ints(CHANNELS, -9999, 9999).toArray();
        float[] scales = new float[CHANNELS];
        Arrays.fill(scales, 0.0015f);
        Requantisation requantisation = new Requantisation(biases, scales, 7, -128, 127, Optional.empty());
        QuantisedTensor output = new QuantisedTensor(name, window.output(read.shape(), CHANNELS), new Quantisation(0.25f, 7));
        return new QuantisedNode(new Convolution(window, 1, weights, requantisation), List.of(read.name()), output);
    }
}
