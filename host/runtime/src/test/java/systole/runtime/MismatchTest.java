package systole.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import systole.graph.Shape;
import systole.quant.Quantisation;
import systole.quant.QuantisedTensor;

class MismatchTest {
    private static final QuantisedTensor MAP = new QuantisedTensor("conv1", Shape.map(18, 3, 5), new Quantisation(1, 0));

    @Test
    void namesTheFirstByteInChannelOrder() {
        byte[] expected = new byte[MAP.shape().size()];
        byte[] got = expected.clone();
        got[(17 * 3 + 2) * 5 + 4] = -7;
        assertEquals("conv1, tile 1, channel 17, y 2, x 4: expected 0, got -7; 1 byte differs",
                Mismatch.first(MAP, 16, expected, got).orElseThrow().toString());
        got[(16 * 3 + 1) * 5] = 9;
        assertEquals("conv1, tile 1, channel 16, y 1, x 0: expected 0, got 9; 2 bytes differ",
                Mismatch.first(MAP, 16, expected, got).orElseThrow().toString());
    }

    @Test
    void numbersVectorsByFeature() {
        QuantisedTensor vector = new QuantisedTensor("fc", Shape.vector(20), new Quantisation(1, 0));
        byte[] got = new byte[20];
        got[9] = 1;
        assertEquals(Optional.of(new Mismatch("fc", 2, 9, 0, 0, (byte) 0, (byte) 1, 1)), Mismatch.first(vector, 4, new byte[20], got));
        assertEquals(Optional.empty(), Mismatch.first(vector, 4, got, got));
    }

    @Test
    void refusesAnotherSize() {
        byte[] expected = new byte[MAP.shape().size()];
        assertThrows(IllegalArgumentException.class, () -> Mismatch.first(MAP, 16, expected, new byte[1]));
    }
}
