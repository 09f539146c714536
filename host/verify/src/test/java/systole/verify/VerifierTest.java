package systole.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import systole.runtime.NoSuchDeviceException;
import systole.runtime.ProgressMonitor;

class VerifierTest {
    private static final Case TWO_LAYERS = CaseText.parse("array=4/input=1x1x3/conv=5/linear=2");

    @Test
    void comparesEveryTensorAndTheOutputOnEveryDevice() {
        assertEquals(new Outcome.Equal(3, 15 + 2 + 2), Verifier.of(List.of("model"), ProgressMonitor.SILENT).verify(TWO_LAYERS));
        Outcome both = Verifier.of(List.of("model", "model"), ProgressMonitor.SILENT).verify(TWO_LAYERS);
        assertEquals(new Outcome.Equal(6, 38), both);
    }

    @Test
    void namesTheFirstWrongByte() {
        Outcome outcome = FaultyDevice.verifier((node, options) -> node.name().equals("n2")).verify(TWO_LAYERS);
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcome);
        assertEquals("model", failed.device());
        assertTrue(failed.reason().startsWith("n2, tile 0, channel 1, y 0, x 0: expected "), failed.reason());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Case big = CaseText.parse("array=4,sizes=smallest/input=4x20x20/conv=4,kernel=20x20");
        Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, Verifier.of(List.of("model"), ProgressMonitor.SILENT).verify(big));
        assertTrue(refused.reason().contains("no output pixel fits on chip"), refused.reason());
    }

    @Test
    void aBreakdownIsAFailure() {
        Verifier verifier = FaultyDevice.verifier((node, options) -> {
            throw new IllegalStateException("out of order");
        });
        assertEquals(new Outcome.Failed("model", "IllegalStateException: out of order"), verifier.verify(TWO_LAYERS));
    }

    @Test
    void aDeviceThatIsNotThereIsNoFailure() {
        Verifier verifier = Verifier.of(List.of("nosuch"), ProgressMonitor.SILENT);
        assertThrows(NoSuchDeviceException.class, () -> verifier.verify(TWO_LAYERS));
        assertThrows(NoSuchDeviceException.class, () -> verifier.prepare(List.of(Accelerator.standard(4))));
    }
}
