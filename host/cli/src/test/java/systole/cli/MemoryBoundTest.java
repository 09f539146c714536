package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import systole.runtime.report.Report;

class MemoryBoundTest {
    @Test
    void weightsOfLinearLayersAreReadOnceForEachBatch() {
        assertEquals(3000.0 / (1000 + 32_000), MemoryBound.of(report(1, 1), 16).utilisation(), 1e-9);
        assertEquals(3000.0 / (1000 + 8000), MemoryBound.of(report(1, 1), 64).utilisation(), 1e-9);
        assertEquals(8 * 3000.0 / (8 * 1000 + 32_000), MemoryBound.of(report(8, 8), 16).utilisation(), 1e-9);
        assertEquals(4 * 3000.0 / (4 * (1000 + 32_000)), MemoryBound.of(report(1, 4), 16).utilisation(), 1e-9);
    }

    @Test
    void nothingBindsWhereWeightsServeManyImages() {
        assertEquals(1, MemoryBound.of(report(64, 64), 16).utilisation(), 1e-9);
    }

    /** A convolution of 1,000 cycles and a linear layer of 2,000 cycles, whose 512,000 weights take 32,000 cycles at 16 B. */
    private static Report report(int batch, int images) {
        List<Report.Layer> layers = List.of(new Report.Layer("conv", "conv", 256_000L * images, null),
                new Report.Layer("fc", "linear", 512_000L * images, null));
        Report.Share share = new Report.Share(768_000L * images, null, null);
        return new Report("net", "sim", 16, 300, batch, images, true, 0, new Report.Compilation(1, 1, 2, 4096, List.of()), layers, share, share,
                null, null, new Report.Reference(1, 1));
    }
}
