package systole.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import systole.graph.Window;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator.Addition;
import systole.quant.QuantisedOperator.AveragePool;
import systole.quant.QuantisedOperator.Concatenation;
import systole.quant.QuantisedOperator.Convolution;
import systole.quant.QuantisedOperator.Linear;
import systole.quant.QuantisedOperator.MaxPool;
import systole.quant.QuantisedOperator.TransposedConvolution;
import systole.runtime.DeviceOptions;
import systole.runtime.ProgressMonitor;

/** Whatever a device does wrong, nothing is left but what it takes to see it. */
class ShrinkerTest {
    private static final Accelerator ARRAY_4 = Accelerator.standard(4);

    /** What a device does wrong to a layer. */
    private interface Fault extends BiFunction<QuantisedNode, DeviceOptions, Boolean> {
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void findsTheSmallestCase(String smallest, Fault fault) {
        Verifier verifier = FaultyDevice.verifier(fault);
        Campaign campaign = Campaign.run(verifier, new CaseGenerator(List.of(ARRAY_4), 2)::at, 1000, ProgressMonitor.SILENT);
        Failure failure = campaign.finding().orElseThrow().shrunk(verifier, ProgressMonitor.SILENT);
        assertEquals(smallest, failure.smallest().toString().replaceFirst("seed=\\d+,?", "").replaceFirst(",/", "/"));
        assertEquals("./systole verify --device model --case " + failure.smallest(), failure.command());
        assertTrue(failure.attempts() < 1000, failure.attempts() + " attempts");
        assertInstanceOf(Outcome.Failed.class, verifier.verify(CaseText.parse(failure.smallest().toString())));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("array=4/input=1x1x3/conv=1,kernel=1x3,stride=1x2",
                        (node, options) -> node.operator() instanceof Convolution c && c.window().kernelWidth() == 3 && c.window().strideX() == 2),
                fault("array=4/input=2x1x1/conv=2,groups=2",
                        (node, options) -> node.operator() instanceof Convolution c && c.groups() > 1),
                fault("array=4/input=1x1x1/conv=5",
                        (node, options) -> node.operator() instanceof Convolution && node.output().shape().channels() > 4),
                fault("array=4/input=1x1x1/conv=1,lookup=0",
                        (node, options) -> node.operator() instanceof Convolution c && c.requantisation().lookup().isPresent()),
                fault("array=4/input=1x1x1/linear=1",
                        (node, options) -> node.operator() instanceof Linear),
                fault("array=4/input=1x2x1/maxpool=2x1,pad=1.0.0.0",
                        (node, options) -> node.operator() instanceof MaxPool(Window w) && w.padTop() > 0 && node.output().shape().height() > 1),
                fault("array=4/input=1x1x1/add=ones,reads=0.0",
                        (node, options) -> node.operator() instanceof Addition),
                fault("array=4/input=1x1x1/conv=1/add=ones,reads=0.1",
                        (node, options) -> node.operator() instanceof Addition && !node.inputs().getFirst().equals(node.inputs().getLast())),
                fault("array=4/input=1x1x1/concat=channels,reads=0.0",
                        (node, options) -> node.operator() instanceof Concatenation && node.inputs().size() > 1),
                fault("array=4/input=1x1x1/transposed=1,stride=1x2",
                        (node, options) -> node.operator() instanceof TransposedConvolution c && c.window().strideX() == 2),
                fault("array=4,stalls=0.8/input=1x1x1/averagepool=1x1",
                        (node, options) -> node.operator() instanceof AveragePool && options.memory().stallProbability() > 0.5));
    }

    private static Arguments fault(String smallest, Fault fault) {
        return Arguments.of(smallest, fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
        "array=4/input=7x5x5/conv=7,groups=7 array=4/input=2x1x1/conv=2,groups=2",
        "array=4/input=12x5x5/conv=18,groups=6 array=4/input=2x1x1/conv=2,groups=2",
        "array=4/input=3x5x5/conv=13,kernel=2x2/maxpool=2x2/conv=26,groups=13/linear=3 array=4/input=2x1x1/conv=2,groups=2",
    })
    void channelsShrinkWithTheirGroups(String drawn, String smallest) {
        assertEquals(smallest, shrunk(drawn, (node, options) -> node.operator() instanceof Convolution c && c.groups() > 1));
    }

    @Test
    void channelsShrinkWithTheGroupsBehindThem() {
        Fault second = (node, options) -> node.operator() instanceof Convolution c && c.groups() > 1 && node.inputs().contains("n1");
        assertEquals("array=4/input=1x1x1/conv=2/conv=2,groups=2", shrunk("array=4/input=3x5x5/conv=13,kernel=2x2/conv=26,groups=13", second));
    }

    @Test
    void chainsOfTwoKeepBoth() {
        Fault pooledTwice = (node, options) -> node.operator() instanceof MaxPool && node.inputs().contains("n1");
        assertEquals("array=4/input=1x1x1/conv=1/maxpool=1x1", shrunk(
                "array=4/input=6x9x9/conv=6,kernel=3x3,groups=6,weights=random/maxpool=2x2,stride=2x2/linear=5/conv=3,reads=0", pooledTwice));
    }

    private static String shrunk(String drawn, Fault fault) {
        Verifier verifier = FaultyDevice.verifier(fault);
        Campaign campaign = Campaign.run(verifier, number -> CaseText.parse(drawn), 1, ProgressMonitor.SILENT);
        return campaign.finding().orElseThrow().shrunk(verifier, ProgressMonitor.SILENT).smallest().toString();
    }
}
