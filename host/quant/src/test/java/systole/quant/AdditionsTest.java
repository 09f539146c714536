package systole.quant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Value;
import systole.quant.QuantisedOperator.Addition;

class AdditionsTest {
    private final Random random = new Random(17);

    @Test
    void mostSumsHaveMultipliersThatAgreeWithFloat() {
        int found = 0;
        for (int i = 0; i < 60; i++) {
            Quantisation left = quantisation();
            Quantisation right = quantisation();
            Quantisation output = new Quantisation((left.scale() + right.scale()) * (0.5f + random.nextFloat()), zeroPoint());
            FloatSum sum = i % 2 == 0 ? FloatSum.unsigned(left, right, output) : FloatSum.dequantised(left, right, output);
            Optional<Addition> addition = Additions.equalTo(sum, left, right, output, output.zeroPoint(), 127);
            addition.ifPresent(exact -> check(sum, left, right, exact));
            found += addition.isPresent() ? 1 : 0;
        }
        assertTrue(found >= 45, found + " of 60");
    }

    @Test
    void theQuantiserWidensASumUntilItAgrees() {
        Random values = new Random(3);
        for (int i = 0; i < 20; i++) {
            Value input = Graph.sequential("sum", Shape.vector(3));
            Graph graph = input.relu("relu").add("y", input).build();
            float largest = 0.5f + values.nextFloat();
            float[] image = {-values.nextFloat(), 0.1f, largest};
            QuantisedGraph quantised = Quantiser.quantise(graph, Map.of(), List.of(image), x -> Map.of("input", x,
                    "relu", new float[] {0, 0.1f, largest}, "y", new float[] {x[0], 0.2f, 2 * largest}));
            QuantisedNode sum = quantised.nodes().getLast();
            Quantisation left = quantised.tensor(sum.inputs().get(0)).quantisation();
            Quantisation right = quantised.tensor(sum.inputs().get(1)).quantisation();
            check(FloatSum.unsigned(left, right, sum.output().quantisation()), left, right, (Addition) sum.operator());
        }
    }

    private static void check(FloatSum sum, Quantisation left, Quantisation right, Addition addition) {
        for (int l = -128; l < 128; l++) {
            for (int r = -128; r < 128; r++) {
                int expected = Math.clamp(sum.apply((byte) l, (byte) r), addition.clampLow(), addition.clampHigh());
                assertEquals(expected, addition.apply(l - left.zeroPoint(), r - right.zeroPoint()), addition + " of " + l + " and " + r);
            }
        }
    }

    private Quantisation quantisation() {
        return new Quantisation((float) Math.exp(random.nextGaussian()), zeroPoint());
    }

    private int zeroPoint() {
        return random.nextInt(-128, 128);
    }
}
