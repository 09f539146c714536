package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systole.cli.draw.PictureFormat;

class CurveChartsTest {
    @Test
    void ticksOfDecadesAreOneTwoAndFive() {
        assertEquals(List.of(0.01, 0.02, 0.05, 0.1, 0.2), DecadeAxis.ticks(0.01, 0.31).stream().map(CurveChartsTest::rounded).toList());
        assertEquals(List.of(50.0, 100.0), DecadeAxis.ticks(21, 100));
        assertEquals(List.of(), DecadeAxis.ticks(2.1, 4.9));
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    @Test
    void lossesThatDifferWidelyAreDrawnByDecades() throws IOException {
        String svg = svg(new Curves("net", "loss", Map.of("training", List.of(1.9, 0.3, 0.03, 0.012))));
        for (String text : List.of("0.02", "0.05", "0.1", "0.2", "0.5", "1", "loss")) {
            assertTrue(svg.contains(">" + text + "<"), text + " is not in " + svg);
        }
    }

    /** Browsers take 16 pixels for a text whose size is not told: its neighbours would overlap. */
    @Test
    void everyTextTellsItsSize() throws IOException {
        String svg = svg(new Curves("net", "loss", Map.of("training", List.of(1.9, 0.3), "not trained on", List.of(1.8, 0.1))));
        for (String text : svg.split("(?=<text)")) {
            assertFalse(text.startsWith("<text") && !text.contains("font-size"), text);
        }
    }

    private static String svg(Curves curves) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PictureFormat.SVG.write(CurveCharts.of(List.of(curves)), bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
