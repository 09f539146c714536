package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import systole.cli.draw.PictureFormat;
import systole.runtime.report.Report;

class LayerChartsTest {
    private static final Report.Costs COSTS = new Report.Costs(100, 0.5, 60, 10, 15, 5, 1, 1);

    @Test
    void picturesGrowWithTheNumberOfLayers() throws IOException {
        BufferedImage one = image(report("one", 1));
        BufferedImage many = image(report("many", 60));
        BufferedImage both = image(report("one", 1), report("many", 60));
        assertEquals(one.getWidth(), many.getWidth());
        assertEquals(one.getHeight() + many.getHeight(), both.getHeight());
        assertTrue(many.getHeight() > 60 * 15, "rows must be legible");
    }

    @Test
    void everyUseOfCyclesHasItsColourAndLength() throws IOException {
        BufferedImage image = image(report("net", 1));
        List<Integer> widths = IntStream.of(0x009E73, 0xE69F00, 0x56B4E9, 0xCC79A7, 0x999999).map(colour -> longest(image, colour)).boxed().toList();
        double percent = widths.stream().mapToInt(Integer::intValue).sum() / 100.0;
        int[] expected = {60, 10, 15, 5, 10};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], widths.get(i) / percent, 0.5, widths.toString());
        }
    }

    @Test
    void vectorPicturesHoldNamesAndShares() throws IOException {
        String svg = new String(picture(PictureFormat.SVG, report("net", 3)), StandardCharsets.UTF_8);
        for (String text : List.of("layer0   33.3 %", "layer2   33.3 %", "array busy", "stalled on load", "stalled on weights", "stalled on store",
                "fill and drain", "net on sim, 16x16 array, batch 1: 300 cycles, 50.0 % of the array&apos;s time is useful")) {
            assertTrue(svg.contains(text) || svg.contains(text.replace("&apos;", "'")), text + " is not in " + svg);
        }
    }

    @Test
    void fileNamesTellTheFormat() {
        assertEquals(PictureFormat.SVG, PictureFormat.of(Path.of("a.b/c.SVG")));
        assertEquals(PictureFormat.PNG, PictureFormat.of(Path.of("c.png")));
        assertEquals("c.jpg cannot be drawn: its name must end in .svg or .png",
                assertThrows(IllegalArgumentException.class, () -> PictureFormat.of(Path.of("c.jpg"))).getMessage());
    }

    @Test
    void withoutCyclesThereIsNothingToDraw() {
        Report.Share share = new Report.Share(7, null, null);
        Report report = new Report("net", "reference", 16, 300, 1, 1, true, 0, new Report.Compilation(1, 1, 2, 4096, List.of()),
                List.of(new Report.Layer("fc", "linear", 7, null)), share, share, null, null, new Report.Reference(1, 1));
        assertEquals("device reference counts no cycles, so there is nothing to plot; choose another",
                assertThrows(IllegalArgumentException.class, () -> LayerCharts.of(List.of(report))).getMessage());
    }

    private static Report report(String model, int layers) {
        Report.Share share = new Report.Share(12_800L * layers, 100L * layers, 0.5);
        return new Report(model, "sim", 16, 300, 1, 1, true, 0, new Report.Compilation(1, 1, 2, 4096, List.of()),
                IntStream.range(0, layers).mapToObj(i -> new Report.Layer("layer" + i, "conv", 12_800, COSTS)).toList(), share, share, 30e6,
                new Report.Simulation(1, 1, 1), new Report.Reference(1, 1));
    }

    private static BufferedImage image(Report... reports) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture(PictureFormat.PNG, reports)));
    }

    private static byte[] picture(PictureFormat format, Report... reports) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        format.write(LayerCharts.of(List.of(reports)), stream);
        return stream.toByteArray();
    }

    /** The longest horizontal run of a colour, in pixels. */
    private static int longest(BufferedImage image, int colour) {
        int longest = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            int run = 0;
            for (int x = 0; x < image.getWidth(); x++) {
                run = (image.getRGB(x, y) & 0xFFFFFF) == colour ? run + 1 : 0;
                longest = Math.max(longest, run);
            }
        }
        return longest;
    }
}
