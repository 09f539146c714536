package systole.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import systole.compiler.CompileException;
import systole.compiler.Compiler;
import systole.compiler.CompilerOptions;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedGraph;
import systole.runtime.reference.ReferenceExecutor;
import systole.verify.Layer.AveragePool;
import systole.verify.Layer.Convolution;
import systole.verify.Layer.Linear;
import systole.verify.Layer.MaxPool;
import systole.verify.Layer.TransposedConvolution;

/** Equal seeds give equal cases, and the first few hundred have everything in them. */
class CaseGeneratorTest {
    private static final int FEW_HUNDRED = 300;
    private static final List<Case> CASES = cases(new CaseGenerator(Accelerator.ALL, 1));

    /** A layer between the tensor that it reads and the one that it makes. */
    private record Place(Case from, int number, Layer layer, Shape input, Shape output) {
        boolean has(Predicate<Window> condition) {
            return switch (layer) {
                case Convolution c -> condition.test(c.window());
                case AveragePool p -> condition.test(p.window());
                case MaxPool p -> condition.test(p.window());
                case TransposedConvolution c -> condition.test(c.window());
                default -> false;
            };
        }

        boolean hasConvolution(Predicate<Convolution> condition) {
            return layer instanceof Convolution convolution && condition.test(convolution);
        }

        List<Integer> reads() {
            return from.nodes().get(number - 1).reads();
        }

        boolean follows(Class<? extends Layer> other) {
            return number > 1 && other.isInstance(from.nodes().get(number - 2).layer()) && reads().contains(number - 1);
        }
    }

    @Test
    void equalSeedsGiveEqualCasesAndValues() {
        assertEquals(CASES, cases(new CaseGenerator(Accelerator.ALL, 1)));
        assertNotEquals(CASES, cases(new CaseGenerator(Accelerator.ALL, 2)));
        for (Case drawn : CASES.subList(0, 50)) {
            QuantisedGraph graph = drawn.graph();
            byte[] output = new ReferenceExecutor(graph).run(drawn.inputBytes()).get(graph.output().name());
            assertArrayEquals(output, new ReferenceExecutor(drawn.graph()).run(drawn.inputBytes()).get(graph.output().name()));
        }
    }

    @Test
    void keepsToItsAccelerators() {
        Accelerator one = Accelerator.standard(8);
        assertTrue(cases(new CaseGenerator(List.of(one), 3)).stream().allMatch(drawn -> drawn.accelerator().equals(one)));
        Accelerator.ALL.forEach(accelerator -> assertTrue(CASES.stream().anyMatch(drawn -> drawn.accelerator().equals(accelerator))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void coversEverythingAboutLayers(String what, Predicate<Place> condition) {
        assertTrue(places().filter(condition).count() >= 3, what);
    }

    static Stream<Arguments> layers() {
        return Stream.of(
                layer("depthwise", place -> place.hasConvolution(c -> c.groups() > 1 && c.groups() == place.input.channels())),
                layer("groups of several channels", place -> place.hasConvolution(c -> c.groups() > 1 && c.groups() < place.input.channels())),
                layer("odd channels to odd channels", place -> place.hasConvolution(c -> c.outputs() % 2 * (place.input.channels() % 2) == 1)),
                layer("lookup", place -> place.hasConvolution(c -> c.tail().lookup().isPresent())),
                layer("lookup behind an average pool", place -> place.layer instanceof AveragePool p && p.tail().lookup().isPresent()),
                layer("extreme weights", place -> place.hasConvolution(c -> c.weights() == Weights.EXTREME)),
                layer("lowest zero point", place -> place.hasConvolution(c -> c.tail().zeroPoint() == -128)),
                layer("highest zero point", place -> place.hasConvolution(c -> c.tail().zeroPoint() == 127)),
                layer("clamp on both sides", place -> place.hasConvolution(c -> c.tail().low() > -128 && c.tail().high() < 127)),
                layer("fused pool", place -> place.layer instanceof MaxPool && place.follows(Convolution.class)),
                layer("standalone pool", place -> place.layer instanceof MaxPool && place.number == 1),
                layer("pool behind a pool", place -> place.layer instanceof MaxPool && place.follows(MaxPool.class)),
                layer("overlapping padded pool", place -> place.layer instanceof MaxPool(Window w) && w.padTop() > 0 && w.strideX() < w.kernelWidth()),
                layer("average pool", place -> place.layer instanceof AveragePool),
                layer("linear on a map", place -> place.layer instanceof Linear && place.input.isMap()),
                layer("linear on a vector", place -> place.layer instanceof Linear && !place.input.isMap()),
                layer("branch", place -> !place.reads().contains(place.number - 1)),
                layer("residual behind a convolution", place -> place.layer instanceof Layer.Addition && place.follows(Convolution.class)),
                layer("sum of one tensor with itself", place -> place.layer instanceof Layer.Addition
                        && place.reads().getFirst().equals(place.reads().getLast())),
                layer("sum that clamps", place -> place.layer instanceof Layer.Addition a && a.low() > -128 && a.high() < 127),
                layer("sum with extreme multipliers", place -> place.layer instanceof Layer.Addition a && a.weights() == Weights.EXTREME),
                layer("concatenation", place -> place.layer instanceof Layer.Concatenation && Set.copyOf(place.reads()).size() > 1),
                layer("concatenation of channels that fill no block", place -> place.layer instanceof Layer.Concatenation
                        && place.input.channels() % place.from.accelerator().array() != 0),
                layer("transposed convolution with stride", place -> place.layer instanceof TransposedConvolution c && c.window().strideX() > 1),
                layer("lookup by itself", place -> place.layer instanceof Layer.Lookup),
                layer("host's work between two programs", place -> place.layer instanceof Layer.Normalisation
                        && place.number < place.from.nodes().size()),
                layer("dilated maximum pool", place -> place.layer instanceof MaxPool(Window w) && w.dilationY() > 1),
                layer("big kernel", place -> place.has(w -> Math.max(w.kernelHeight(), w.kernelWidth()) > 7)),
                layer("kernel of one pixel", place -> place.has(w -> w.kernelHeight() * w.kernelWidth() == 1)),
                layer("kernel not square", place -> place.has(w -> w.kernelHeight() != w.kernelWidth())),
                layer("strides of 5", place -> place.has(w -> Math.max(w.strideX(), w.strideY()) == 5)),
                layer("stride beyond the kernel", place -> place.has(w -> w.strideX() > w.kernelWidth())),
                layer("different strides", place -> place.has(w -> w.strideX() != w.strideY())),
                layer("padding on one side", place -> place.has(w -> w.padLeft() > 0 && w.padRight() == 0)),
                layer("dilation", place -> place.has(w -> w.dilationX() > 1 && w.dilationY() > 1 && w.kernelWidth() > 1)),
                layer("everything at once", place -> place.hasConvolution(c -> c.groups() > 1 && c.window().strideX() > 1
                        && c.window().dilationX() > 1 && c.window().padLeft() > 0)),
                layer("map of one pixel", place -> place.input.isMap() && place.input.height() * place.input.width() == 1),
                layer("map beyond an accumulator bank", place -> place.output.height() * place.output.width() > 1024),
                layer("channels N - 1, N, N + 1", place -> Math.abs(place.input.channels() - place.from.accelerator().array()) == 1));
    }

    private static Arguments layer(String what, Predicate<Place> condition) {
        return Arguments.of(what, condition);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("surroundings")
    void coversEverythingAround(String what, Predicate<Case> condition) {
        assertTrue(CASES.stream().filter(condition).count() >= 10, what);
    }

    static Stream<Arguments> surroundings() {
        return Stream.<Arguments>of(
                around("back-pressure", drawn -> drawn.memory().stallProbability() > 0.5),
                around("no back-pressure", drawn -> drawn.memory().stallProbability() == 0),
                around("long latency", drawn -> drawn.memory().latency() > 300),
                around("no latency", drawn -> drawn.memory().latency() == 1),
                around("low bandwidth", drawn -> drawn.memory().bytesPerCycle().orElse(99) < 4),
                around("full bandwidth", drawn -> drawn.memory().bytesPerCycle().isEmpty()),
                around("lowest input", drawn -> drawn.input().fill() == Fill.LOWEST),
                around("highest input", drawn -> drawn.input().fill() == Fill.HIGHEST),
                around("one layer", drawn -> drawn.nodes().size() == 1),
                around("five layers", drawn -> drawn.nodes().size() >= 5));
    }

    private static Arguments around(String what, Predicate<Case> condition) {
        return Arguments.of(what, condition);
    }

    @Test
    void fewCasesDoNotFit() {
        assertTrue(CASES.stream().filter(CaseGeneratorTest::isRefused).count() <= FEW_HUNDRED / 50);
    }

    /** A device that gave the same byte everywhere would not be noticed by tensors of one value. */
    @Test
    void mostOutputsHaveSeveralValues() {
        long constant = CASES.stream().filter(drawn -> {
            QuantisedGraph graph = drawn.graph();
            byte[] output = new ReferenceExecutor(graph).run(drawn.inputBytes()).get(graph.output().name());
            return output.length > 4 && IntStream.range(0, output.length).allMatch(i -> output[i] == output[0]);
        }).count();
        assertTrue(constant <= FEW_HUNDRED / 20, constant + " outputs are constant");
    }

    private static boolean isRefused(Case drawn) {
        try {
            Compiler.compile(drawn.graph(), drawn.accelerator().configuration(), CompilerOptions.observing());
            return false;
        } catch (CompileException _) {
            return true;
        }
    }

    private static List<Case> cases(CaseGenerator generator) {
        return IntStream.range(0, FEW_HUNDRED).mapToObj(generator::at).toList();
    }

    private static Stream<Place> places() {
        return CASES.stream().flatMap(drawn -> IntStream.rangeClosed(1, drawn.nodes().size()).mapToObj(number -> {
            Node node = drawn.nodes().get(number - 1);
            return new Place(drawn, number, node.layer(), drawn.types().get(node.reads().getFirst()).shape(), drawn.types().get(number).shape());
        }));
    }
}
