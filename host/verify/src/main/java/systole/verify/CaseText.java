package systole.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import systole.graph.Shape;
import systole.graph.Window;
import systole.runtime.MemoryTiming;
import systole.verify.Accelerator.Sizes;

/**
 * A case as one word that a shell leaves alone: the accelerator and its memory, the input, and the layers, with a slash between.
 *
 * <pre>
 * array=8,seed=7,latency=100,bandwidth=3,stalls=0.3/input=3x9x7,zero=-128/conv=4,kernel=3x2,stride=2x1/maxpool=2x2/linear=10
 * </pre>
 *
 * <p>Heights stand before widths; {@code pad} is top, left, bottom, right; {@code reads} numbers tensors as {@link Node} does, with dots between.
 * What has its usual value, mostly 0, 1 or nothing, is left out.
 */
public final class CaseText {
    private static final String INPUT = "input";
    private static final String LARGEST_CLAMP = "-128:127";
    private static final int NONE = Integer.MIN_VALUE;
    private static final String LAYERS = "conv, transposed, linear, maxpool, averagepool, lookup, normalise, add, concat";

    private CaseText() {
    }

    /** Writes a case. */
    public static String format(Case from) {
        List<Section> sections = new ArrayList<>(List.of(machine(from), input(from.input())));
        for (int i = 0; i < from.nodes().size(); i++) {
            Node node = from.nodes().get(i);
            sections.add(layer(node.layer()).with("reads", reads(node.reads()), String.valueOf(i)));
        }
        return sections.stream().map(Section::toString).collect(Collectors.joining("/"));
    }

    /** Reads a case; throws {@link IllegalArgumentException} that says what is wrong. */
    public static Case parse(String text) {
        List<Section> sections = Arrays.stream(text.split("/", -1)).map(Section::parse).toList();
        if (sections.size() < 3 || !sections.getFirst().kind().equals("array") || !sections.get(1).kind().equals(INPUT)) {
            throw new IllegalArgumentException("a case must be written as in array=4/input=3x8x8/conv=5,kernel=3x3, not %s"
                    .formatted(text));
        }
        Section machine = sections.getFirst().requireOnly("sizes", "seed", "latency", "bandwidth", "stalls");
        Accelerator accelerator = new Accelerator(machine.number("array", 16), machine.choice("sizes", Sizes.STANDARD));
        List<Node> nodes = new ArrayList<>();
        for (Section section : sections.subList(2, sections.size())) {
            List<Integer> reads = IntStream.of(section.list("reads", ".", String.valueOf(nodes.size()))).boxed().toList();
            nodes.add(new Node(reads, layer(section)));
        }
        return new Case(accelerator, memory(machine), input(sections.get(1)), nodes);
    }

    private static String reads(List<Integer> tensors) {
        return tensors.stream().map(String::valueOf).collect(Collectors.joining("."));
    }

    private static Section machine(Case from) {
        MemoryTiming memory = from.memory();
        return Section.of("array", from.accelerator().array()).with("sizes", from.accelerator().sizes(), Sizes.STANDARD)
                .with("seed", memory.seed(), 0L).with("latency", memory.latency(), 1)
                .with("bandwidth", memory.bytesPerCycle().orElse(NONE), NONE).with("stalls", memory.stallProbability(), 0.0);
    }

    private static MemoryTiming memory(Section machine) {
        OptionalInt bandwidth = machine.has("bandwidth") ? OptionalInt.of(machine.number("bandwidth", 1)) : OptionalInt.empty();
        return new MemoryTiming(machine.number("latency", 1), bandwidth, machine.fraction("stalls", 0), machine.number("seed", 0));
    }

    private static Section input(Input input) {
        return Section.of(INPUT, input.shape()).with("zero", input.zeroPoint(), 0).with("fill", input.fill(), Fill.RANDOM);
    }

    private static Input input(Section section) {
        int[] shape = section.requireOnly("zero", "fill").numbers(INPUT, "x", "3x8x8");
        return new Input(Shape.of(shape), zeroPoint(section), section.choice("fill", Fill.RANDOM));
    }

    private static Section layer(Layer layer) {
        return switch (layer) {
            case Layer.Convolution(int outputs, Window window, int groups, Weights weights, Tail tail) -> {
                Section section = Section.of("conv", outputs).with("kernel", pair(window.kernelHeight(), window.kernelWidth()), "1x1");
                yield tail(window(section, window).with("groups", groups, 1).with("weights", weights, Weights.ONES), tail);
            }
            case Layer.Linear(int outputs, Weights weights, Tail tail) ->
                tail(Section.of("linear", outputs).with("weights", weights, Weights.ONES), tail);
            case Layer.MaxPool(Window window) -> window(Section.of("maxpool", pair(window.kernelHeight(), window.kernelWidth())), window);
            case Layer.AveragePool(Window window, Tail tail) ->
                tail(window(Section.of("averagepool", pair(window.kernelHeight(), window.kernelWidth())), window), tail);
            case Layer.TransposedConvolution(int outputs, Window window, Weights weights, Tail tail) -> {
                Section section = Section.of("transposed", outputs).with("kernel", pair(window.kernelHeight(), window.kernelWidth()), "1x1");
                yield tail(window(section, window).with("weights", weights, Weights.ONES), tail);
            }
            case Layer.Lookup(int zeroPoint) -> Section.of("lookup", zeroPoint);
            case Layer.Normalisation(int size, int zeroPoint) -> Section.of("normalise", size).with("zero", zeroPoint, 0);
            case Layer.Addition(Weights weights, int zeroPoint, int low, int high) ->
                Section.of("add", weights.name().toLowerCase(Locale.ROOT)).with("zero", zeroPoint, 0)
                        .with("clamp", low + ":" + high, LARGEST_CLAMP);
            case Layer.Concatenation() -> Section.of("concat", "channels");
        };
    }

    private static Layer layer(Section section) {
        return switch (section.kind()) {
            case "conv" -> {
                section.requireOnly("kernel", "stride", "pad", "dilation", "groups", "weights", "zero", "clamp", "lookup", "reads");
                yield new Layer.Convolution(section.number("conv", 1), window(section, "kernel"), section.number("groups", 1),
                        weights(section), tail(section));
            }
            case "linear" -> {
                section.requireOnly("weights", "zero", "clamp", "lookup", "reads");
                yield new Layer.Linear(section.number("linear", 1), weights(section), tail(section));
            }
            case "maxpool" -> new Layer.MaxPool(window(section.requireOnly("stride", "pad", "dilation", "reads"), "maxpool"));
            case "averagepool" -> {
                section.requireOnly("stride", "pad", "dilation", "zero", "clamp", "lookup", "reads");
                yield new Layer.AveragePool(window(section, "averagepool"), tail(section));
            }
            case "transposed" -> {
                section.requireOnly("kernel", "stride", "pad", "dilation", "weights", "zero", "clamp", "lookup", "reads");
                yield new Layer.TransposedConvolution(section.number("transposed", 1), window(section, "kernel"), weights(section), tail(section));
            }
            case "lookup" -> new Layer.Lookup(section.requireOnly("reads").number("lookup", 0));
            case "normalise" -> new Layer.Normalisation(section.requireOnly("zero", "reads").number("normalise", 1), zeroPoint(section));
            case "add" -> {
                int[] clamp = section.requireOnly("zero", "clamp", "reads").numbers("clamp", ":", LARGEST_CLAMP);
                yield new Layer.Addition(section.choice("add", Weights.ONES), zeroPoint(section), clamp[0], clamp[1]);
            }
            case "concat" -> {
                section.requireOnly("reads");
                yield new Layer.Concatenation();
            }
            default -> throw new IllegalArgumentException("a layer must be one of %s, not %s".formatted(LAYERS, section.kind()));
        };
    }

    private static Section window(Section section, Window window) {
        String padding = "%d.%d.%d.%d".formatted(window.padTop(), window.padLeft(), window.padBottom(), window.padRight());
        return section.with("stride", pair(window.strideY(), window.strideX()), "1x1").with("pad", padding, "0.0.0.0")
                .with("dilation", pair(window.dilationY(), window.dilationX()), "1x1");
    }

    private static Window window(Section section, String kernel) {
        IntStream fields = Stream.of(section.numbers(kernel, "x", "1x1"), section.numbers("stride", "x", "1x1"),
                section.numbers("pad", ".", "0.0.0.0"), section.numbers("dilation", "x", "1x1")).flatMapToInt(IntStream::of);
        return WindowFields.window(fields.toArray());
    }

    private static Section tail(Section section, Tail tail) {
        return section.with("zero", tail.zeroPoint(), 0).with("clamp", tail.low() + ":" + tail.high(), LARGEST_CLAMP)
                .with("lookup", tail.lookup().orElse(NONE), NONE);
    }

    private static Tail tail(Section section) {
        int[] clamp = section.numbers("clamp", ":", LARGEST_CLAMP);
        OptionalInt lookup = section.has("lookup") ? OptionalInt.of(section.number("lookup", 0)) : OptionalInt.empty();
        return new Tail(zeroPoint(section), clamp[0], clamp[1], lookup);
    }

    private static int zeroPoint(Section section) {
        return section.number("zero", 0);
    }

    private static Weights weights(Section section) {
        return section.choice("weights", Weights.ONES);
    }

    private static String pair(int height, int width) {
        return height + "x" + width;
    }
}
