package systole.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.models.Models;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.runtime.ProgressMonitor;
import systole.runtime.reference.ReferenceExecutor;

/**
 * Networks whose values are all the same would prove nothing of a device: every layer uses its int8 range, hardly ever clamps, and tells images
 * apart. Prints the histograms.
 */
class NetworkValuesTest {
    /** A ReLU's zeros are half of a standardised tensor. */
    private static final double MOST_ZEROS = 0.6;
    private static final double MOST_CLAMPED = 0.01;
    private static final int FEWEST_VALUES = 25;
    private static final double LEAST_BITS = 2.5;
    /** Of a softmax, which gives most classes next to nothing. */
    private static final int FEWEST_PROBABILITIES = 8;
    private static final double LEAST_DIFFERENCE = 0.25;

    @Test
    void alexnet() {
        check("alexnet");
    }

    @Tag("nightly")
    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "googlenet", "resnet50", "vgg16", "zfnet", "plain34", "resnext50", "densenet121", "two-stream-flow",
        "alphago-policy"})
    void largerNetworks(String model) {
        check(model);
    }

    private static void check(String model) {
        Workload workload = Workloads.of(Models.byName(model), ProgressMonitor.SILENT);
        QuantisedGraph graph = workload.graph();
        ReferenceExecutor reference = new ReferenceExecutor(graph);
        List<Map<String, byte[]>> images = workload.inputs(2).stream().map(reference::run).toList();
        for (QuantisedNode node : graph.nodes()) {
            byte[] values = images.get(0).get(node.name());
            ValueHistogram histogram = ValueHistogram.of(node.name(), values);
            System.out.println(histogram);
            if (node.operator() instanceof QuantisedOperator.Softmax) {
                assertTrue(histogram.distinct() >= FEWEST_PROBABILITIES, histogram::toString);
            } else {
                assertUsesItsRange(histogram);
                double differing = differing(values, images.get(1).get(node.name()));
                assertTrue(differing >= LEAST_DIFFERENCE, () -> "%s: %.2f of two images differ".formatted(node.name(), differing));
            }
        }
        assertTrue(differing(images.get(0).get(graph.output().name()), images.get(1).get(graph.output().name())) > 0);
    }

    private static void assertUsesItsRange(ValueHistogram histogram) {
        assertAll(histogram.toString(),
                () -> assertTrue(histogram.lowest() <= MOST_ZEROS, "too many zeros"),
                () -> assertTrue(histogram.highest() <= MOST_CLAMPED, "too many values at the upper clamp"),
                () -> assertTrue(histogram.distinct() >= FEWEST_VALUES, "too few values"),
                () -> assertTrue(histogram.entropy() >= LEAST_BITS, "too little entropy"));
    }

    private static double differing(byte[] left, byte[] right) {
        return IntStream.range(0, left.length).filter(i -> left[i] != right[i]).count() / (double) left.length;
    }
}
