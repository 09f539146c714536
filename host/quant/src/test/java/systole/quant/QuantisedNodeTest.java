package systole.quant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import systole.graph.Shape;

class QuantisedNodeTest {
    private static final QuantisedTensor OUTPUT = new QuantisedTensor("node", Shape.vector(2), new Quantisation(1, 0));

    @Test
    void takesAsManyTensorsAsItsOperator() {
        QuantisedOperator sum = new QuantisedOperator.Addition(1, 1, 0, 0, -128, 127);
        assertEquals(List.of("a", "a"), new QuantisedNode(sum, List.of("a", "a"), OUTPUT).inputs());
        assertRefused("node node of type Addition cannot read 3 tensors", sum, List.of("a", "b", "c"));
        assertRefused("node node of type Softmax cannot read 2 tensors", new QuantisedOperator.Softmax(), List.of("a", "b"));
        QuantisedOperator concatenation = new QuantisedOperator.Concatenation();
        assertRefused("node node of type Concatenation cannot read 0 tensors", concatenation, List.of());
        assertEquals(3, new QuantisedNode(concatenation, List.of("a", "b", "c"), OUTPUT).inputs().size());
    }

    private static void assertRefused(String message, QuantisedOperator operator, List<String> inputs) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> new QuantisedNode(operator, inputs, OUTPUT)).getMessage());
    }
}
