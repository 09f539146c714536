package systole.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import systole.graph.Shape;
import systole.runtime.MemoryTiming;

/**
 * Cases that are simpler than one in one respect, those that save most time first. Each is smaller in an order that has a least
 * element, so that reducing again and again ends.
 */
final class Reductions {
    private static final int[] ONE_PIXEL = {1, 1};

    private Reductions() {
    }

    static Stream<Case> of(Case from) {
        return Stream.<Stream<Supplier<Case>>>of(
                memories(from), endings(from), omissions(from), layers(from), inputs(from), branches(from))
                .flatMap(all -> all).flatMap(reduction -> valid(reduction).stream());
    }

    /** Whatever was made too small for what is around it is no case. */
    private static Optional<Case> valid(Supplier<Case> reduction) {
        try {
            return Optional.of(reduction.get());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The first layers alone. */
    private static Stream<Supplier<Case>> endings(Case from) {
        return IntStream.range(1, from.nodes().size()).mapToObj(count -> () -> from.withNodes(from.nodes().subList(0, count)));
    }

    /** All layers but one, whose readers read one of the tensors that it read. */
    private static Stream<Supplier<Case>> omissions(Case from) {
        return IntStream.range(0, from.nodes().size()).boxed().flatMap(index -> IntStream.range(0, from.nodes().get(index).reads().size())
                .mapToObj(input -> () -> without(from, index, input)));
    }

    private static Case without(Case from, int index, int input) {
        int number = index + 1;
        List<Node> nodes = new ArrayList<>(from.nodes());
        int instead = nodes.remove(index).reads().get(input);
        nodes.replaceAll(node -> node.renumbered(reads -> reads == number ? instead : reads > number ? reads - 1 : reads));
        return Repair.withNodes(from, nodes);
    }

    private static Stream<Supplier<Case>> layers(Case from) {
        return IntStream.range(0, from.nodes().size()).boxed().flatMap(index -> {
            Node node = from.nodes().get(index);
            return LayerReductions.of(node.layer()).map(layer -> () -> with(from, index, node.with(layer)));
        });
    }

    /** Layers that read fewer tensors, or one before them instead of an earlier one. */
    private static Stream<Supplier<Case>> branches(Case from) {
        return IntStream.range(0, from.nodes().size()).boxed().flatMap(index -> reads(from.nodes().get(index).reads(), index)
                .map(reads -> () -> with(from, index, new Node(reads, from.nodes().get(index).layer()))));
    }

    private static Stream<List<Integer>> reads(List<Integer> reads, int last) {
        Stream<List<Integer>> fewer = IntStream.range(0, reads.size() > 1 ? reads.size() : 0).mapToObj(omitted -> {
            List<Integer> rest = new ArrayList<>(reads);
            rest.remove(omitted);
            return rest;
        });
        Stream<List<Integer>> later = IntStream.range(0, reads.size()).filter(i -> reads.get(i) != last).mapToObj(i -> {
            List<Integer> others = new ArrayList<>(reads);
            others.set(i, last);
            return others;
        });
        return Stream.concat(fewer, later);
    }

    private static Case with(Case from, int index, Node node) {
        List<Node> nodes = new ArrayList<>(from.nodes());
        nodes.set(index, node);
        return Repair.withNodes(from, nodes);
    }

    private static Stream<Supplier<Case>> inputs(Case from) {
        Input input = from.input();
        Shape map = input.shape();
        Stream<Shape> fewerChannels = IntStream.range(1, map.channels()).mapToObj(fewer -> Shape.map(fewer, map.height(), map.width()));
        Stream<Shape> fewerPixels = Numbers.below(new int[] {map.height(), map.width()}, ONE_PIXEL)
                .map(pixels -> Shape.map(map.channels(), pixels[0], pixels[1]));
        Stream<Input> smaller = Stream.concat(fewerChannels, fewerPixels)
                .map(shape -> new Input(shape, input.zeroPoint(), input.fill()));
        Stream<Input> simpler = Stream.of(
                new Input(input.shape(), 0, input.fill()), new Input(input.shape(), input.zeroPoint(), Fill.RANDOM))
                .filter(other -> !other.equals(input));
        return Stream.concat(smaller, simpler).map(other -> () -> Repair.withInput(from, other));
    }

    private static Stream<Supplier<Case>> memories(Case from) {
        MemoryTiming memory = from.memory();
        return Stream.of(
                new MemoryTiming(memory.latency(), memory.bytesPerCycle(), 0, memory.seed()),
                new MemoryTiming(memory.latency(), OptionalInt.empty(), memory.stallProbability(), memory.seed()),
                new MemoryTiming(1, memory.bytesPerCycle(), memory.stallProbability(), memory.seed()))
                .filter(other -> !other.equals(memory)).map(other -> () -> from.withMemory(other));
    }
}
