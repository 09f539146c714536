package systole.quant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Window;

class QuantisationPlanTest {
    private static final Shape INPUT = Shape.map(2, 1, 2);
    private static final float[] IMAGE = {1, 3, 10, 30};
    private static final Graph GRAPH = Graph.sequential("net", INPUT).conv2d("conv", 2, Window.square(1, 1, 0)).relu("relu").build();
    private static final Map<String, float[]> PARAMETERS =
            Map.of("conv.weight", new float[] {1.27f, 0.004f, 0.1234f, 0.0127f}, "conv.bias", new float[] {0, 1});
    private static final Map<String, float[]> ACTIVATIONS =
            Map.of("input", IMAGE, "conv", new float[] {1.31f, 3.93f, 1.2504f, 1.7512f}, "relu", new float[] {1.31f, 3.93f, 1.2504f, 1.7512f});
    private static final Calibration CALIBRATION = Calibration.of(GRAPH, List.of(IMAGE), _ -> ACTIVATIONS);

    @Test
    void weightsShareOneScaleOrHaveOneForEachChannel() {
        QuantisedOperator.Convolution perTensor = convolution(QuantisationPlan.standard().with(WeightGranularity.PER_TENSOR));
        assertArrayEquals(new byte[] {127, 0, 12, 1}, perTensor.weights());
        assertEquals(perTensor.requantisation().scale()[0], perTensor.requantisation().scale()[1]);
        assertArrayEquals(new byte[] {127, 0, 127, 13}, convolution(QuantisationPlan.standard()).weights());
    }

    /** 0.004 becomes 0, and its input is 20 on average: 0.08 are missing, which the bias makes up for. */
    @Test
    void theMeanShiftComesOffTheBias() {
        QuantisationPlan plan = QuantisationPlan.standard();
        QuantisedOperator.Convolution corrected = convolution(plan.with(BiasCorrection.MEAN_SHIFT));
        Requantisation requantisation = corrected.requantisation();
        assertArrayEquals(convolution(plan).weights(), corrected.weights());
        float outputScale = 3.93f / 255;
        assertEquals(0.08, requantisation.bias()[0] * requantisation.scale()[0] * outputScale, 1e-3);
    }

    @Test
    void aLayerLeftInFloatKeepsItsWeights() {
        QuantisedModel model = quantise(QuantisationPlan.standard().leavingInFloat(Set.of("conv")));
        QuantisedOperator.FloatConvolution operator =
                assertInstanceOf(QuantisedOperator.FloatConvolution.class, model.graph().nodes().getFirst().operator());
        assertArrayEquals(PARAMETERS.get("conv.weight"), operator.weights());
        assertArrayEquals(PARAMETERS.get("conv.bias"), operator.biases());
        assertEquals(-128, operator.output().apply(-1), "the ReLU is a clamp");
        assertEquals(127, operator.output().apply(3.93f));
        assertTrue(model.weights().isEmpty(), "nothing was rounded");
        assertEquals(Map.of("input", "input", "conv", "relu"), model.sources());
    }

    @Test
    void whatCannotStayInFloatIsNamed() {
        assertMessage("no such layer", "fc");
        assertMessage("of type Relu", "relu");
        Graph folded = Graph.sequential("net", INPUT).conv2d("conv", 2, Window.square(1, 1, 0)).batchNorm2d("norm").build();
        Calibration calibration = Calibration.of(folded, List.of(IMAGE), _ -> Map.of("input", IMAGE, "conv", IMAGE, "norm", IMAGE));
        Map<String, float[]> parameters = Map.of("conv.weight", new float[4], "conv.bias", new float[2], "norm.weight", new float[] {1, 1},
                "norm.bias", new float[2], "norm.running_mean", new float[2], "norm.running_var", new float[] {1, 1});
        String message = assertThrows(QuantisationException.class, () -> Quantiser.quantise(
                folded, parameters, calibration, QuantisationPlan.standard().leavingInFloat(Set.of("norm")))).getMessage();
        assertTrue(message.contains("folded into layer conv"), message);
    }

    @Test
    void theReportTellsALayersOwnNoiseFromWhatItInherits() {
        Graph graph = Graph.sequential("net", Shape.vector(1)).linear("first", 1).linear("second", 1).build();
        Map<String, float[]> parameters = Map.of(
                "first.weight", new float[] {1}, "first.bias", new float[1], "second.weight", new float[] {1}, "second.bias", new float[1]);
        float[] one = {1};
        Map<String, float[]> truth = Map.of("input", one, "first", new float[] {2}, "second", new float[] {3});
        QuantisedModel model = Quantiser.quantise(graph, parameters, Calibration.of(graph, List.of(one), _ -> truth), QuantisationPlan.standard());
        // the first is half of what it should be; the second passes on what it reads, plus half of it
        QuantisationReport report = QuantisationReport.of(model, List.of(one), _ -> truth, (node, inputs, values) -> {
            float read = inputs.getFirst().quantisation().dequantise(values.getFirst()[0]);
            return node.output().quantisation().quantise(new float[] {node.name().equals("first") ? read : 1.5f * read});
        });
        assertEquals(10 * Math.log10(4), report.layers().get(0).signal(), 0.1);
        assertEquals(10 * Math.log10(4), report.layers().get(0).alone(), 0.1);
        assertEquals(10 * Math.log10(4), report.output(), 0.1);
        assertTrue(report.layers().get(1).alone() > 100, report.toString());
        assertEquals("first", report.worst().orElseThrow().name());
    }

    @Test
    void theReportCountsWhatIsClipped() {
        Calibration half = Calibration.of(GRAPH, List.of(IMAGE), _ -> Map.of(
                "input", IMAGE, "conv", new float[] {1, 1, 1, 1}, "relu", new float[] {1, 1, 1, 1}));
        QuantisedModel model = Quantiser.quantise(GRAPH, PARAMETERS, half, QuantisationPlan.standard());
        Map<String, float[]> truth = Map.of("input", IMAGE, "conv", ACTIVATIONS.get("conv"), "relu", new float[] {0.5f, 1, 1.001f, 1.1f});
        QuantisationReport report = QuantisationReport.of(model, List.of(IMAGE), _ -> truth, (_, _, _) -> new byte[4]);
        assertEquals(0.25, report.layers().getFirst().saturated());
        assertTrue(report.layers().getFirst().weights() > 30, report.toString());
    }

    private static void assertMessage(String part, String layer) {
        String message = assertThrows(QuantisationException.class,
                () -> quantise(QuantisationPlan.standard().leavingInFloat(Set.of(layer)))).getMessage();
        assertTrue(message.contains(part) && message.contains(layer), message);
    }

    private static QuantisedModel quantise(QuantisationPlan plan) {
        return Quantiser.quantise(GRAPH, PARAMETERS, CALIBRATION, plan);
    }

    private static QuantisedOperator.Convolution convolution(QuantisationPlan plan) {
        return (QuantisedOperator.Convolution) quantise(plan).graph().nodes().getFirst().operator();
    }
}
