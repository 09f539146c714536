package systole.verify;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import systole.graph.Window;

/** Layers that are simpler than one in one respect; some may not fit what they read. */
final class LayerReductions {
    private LayerReductions() {
    }

    static Stream<Layer> of(Layer layer) {
        return switch (layer) {
            case Layer.Convolution c -> convolutions(c);
            case Layer.Linear(int outputs, Weights weights, Tail tail) -> together(List.of(
                    Numbers.below(outputs, 1).mapToObj(fewer -> new Layer.Linear(fewer, weights, tail)),
                    weights(weights).map(simpler -> new Layer.Linear(outputs, simpler, tail)),
                    tails(tail).map(simpler -> new Layer.Linear(outputs, weights, simpler))));
            case Layer.MaxPool(Window window) -> windows(window).map(Layer.MaxPool::new);
            case Layer.AveragePool(Window window, Tail tail) -> together(List.of(
                    windows(window).map(smaller -> new Layer.AveragePool(smaller, tail)),
                    tails(tail).map(simpler -> new Layer.AveragePool(window, simpler))));
            case Layer.TransposedConvolution(int outputs, Window window, Weights weights, Tail tail) -> together(List.of(
                    Numbers.below(outputs, 1).mapToObj(fewer -> new Layer.TransposedConvolution(fewer, window, weights, tail)),
                    windows(window).map(smaller -> new Layer.TransposedConvolution(outputs, smaller, weights, tail)),
                    weights(weights).map(simpler -> new Layer.TransposedConvolution(outputs, window, simpler, tail)),
                    tails(tail).map(simpler -> new Layer.TransposedConvolution(outputs, window, weights, simpler))));
            case Layer.Lookup lookup -> Stream.<Layer>of(new Layer.Lookup(0)).filter(simpler -> !simpler.equals(lookup));
            case Layer.Normalisation(int size, int zeroPoint) -> Stream.concat(
                    Numbers.below(size, 1).mapToObj(smaller -> new Layer.Normalisation(smaller, zeroPoint)),
                    Stream.of(new Layer.Normalisation(size, 0)).filter(simpler -> !simpler.equals(layer)));
            case Layer.Addition(Weights weights, int zeroPoint, int low, int high) -> Stream.concat(
                    weights(weights).map(simpler -> new Layer.Addition(simpler, zeroPoint, low, high)),
                    Stream.of(new Layer.Addition(weights, 0, low, high), new Layer.Addition(weights, zeroPoint, Byte.MIN_VALUE, Byte.MAX_VALUE))
                            .filter(simpler -> !simpler.equals(layer)));
            case Layer.Concatenation() -> Stream.empty();
        };
    }

    /** Of groups and channels all smaller numbers are tried: which of them fit depends on the layers around. */
    private static Stream<Layer> convolutions(Layer.Convolution c) {
        int outputsPerGroup = c.outputs() / c.groups();
        return together(List.of(
                windows(c.window()).map(smaller -> new Layer.Convolution(c.outputs(), smaller, c.groups(), c.weights(), c.tail())),
                IntStream.range(1, c.groups()).boxed().flatMap(fewer -> IntStream.of(c.outputs(), fewer * outputsPerGroup).mapToObj(
                        outputs -> new Layer.Convolution(outputs, c.window(), fewer, c.weights(), c.tail()))),
                IntStream.range(1, outputsPerGroup).mapToObj(
                        fewer -> new Layer.Convolution(fewer * c.groups(), c.window(), c.groups(), c.weights(), c.tail())),
                weights(c.weights()).map(simpler -> new Layer.Convolution(c.outputs(), c.window(), c.groups(), simpler, c.tail())),
                tails(c.tail()).map(simpler -> new Layer.Convolution(c.outputs(), c.window(), c.groups(), c.weights(), simpler))));
    }

    private static Stream<Window> windows(Window window) {
        return Numbers.below(WindowFields.of(window), WindowFields.smallest()).map(WindowFields::window);
    }

    private static Stream<Weights> weights(Weights weights) {
        return Arrays.stream(Weights.values()).filter(simpler -> simpler.compareTo(weights) < 0);
    }

    private static Stream<Tail> tails(Tail tail) {
        return Stream.of(
                Tail.PLAIN,
                new Tail(tail.zeroPoint(), tail.low(), tail.high(), OptionalInt.empty()),
                new Tail(tail.zeroPoint(), Tail.PLAIN.low(), Tail.PLAIN.high(), tail.lookup()),
                new Tail(0, tail.low(), tail.high(), tail.lookup().isPresent() ? OptionalInt.of(0) : OptionalInt.empty()))
                .filter(simpler -> !simpler.equals(tail));
    }

    private static Stream<Layer> together(List<Stream<? extends Layer>> streams) {
        return streams.stream().flatMap(stream -> stream);
    }
}
