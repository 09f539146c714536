package systole.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawnDigitsTest {
    @Test
    void aSeedIsOneSeriesHoweverLong() {
        LabelledImages few = DrawnDigits.of(5, 13);
        LabelledImages many = DrawnDigits.of(5, 40);
        for (int i = 0; i < few.size(); i++) {
            assertArrayEquals(few.images().get(i).pixels(), many.images().get(i).pixels(), "image " + i);
        }
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2), few.labels());
    }

    @Test
    void noTwoImagesAreEqual() {
        Set<Integer> hashes = new HashSet<>();
        IntStream.range(0, 4).forEach(seed -> DrawnDigits.of(seed, 500).images().forEach(image -> hashes.add(Arrays.hashCode(image.pixels()))));
        assertEquals(2_000, hashes.size());
    }

    @Test
    void framesAsMnistDoes() {
        for (GreyImage image : DrawnDigits.of(8, 300).images()) {
            assertEquals(DigitFrame.SIDE, image.width());
            Ink ink = Ink.of(image);
            assertEquals(14, ink.centreX(), 4);
            assertEquals(14, ink.centreY(), 4);
            assertEquals(20, Math.max(ink.right() - ink.left(), ink.bottom() - ink.top()), 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void everyDigitIsWrittenInSeveralWays(int digit) {
        List<List<DigitStrokes.Stroke>> variants = DigitStrokes.of(digit);
        assertTrue(variants.size() >= 3);
        variants.forEach(variant -> variant.forEach(stroke -> {
            assertTrue(stroke.points().size() >= 2);
            assertTrue(stroke.points().stream().allMatch(point -> Math.min(point.x(), point.y()) >= 0 && Math.max(point.x(), point.y()) <= 100));
        }));
    }

    @Test
    void penLinesAreAsWideAsAskedAndSoftAtTheEdge() {
        var line = new Pen.Segment(new DigitStrokes.Point(-10, 5), new DigitStrokes.Point(30, 5));
        GreyImage image = Pen.draw(List.of(line), 1.25, 11);
        assertEquals(List.of(0, 0, 0, 64, 255, 255, 64, 0), IntStream.range(0, 8).map(y -> image.at(6, y)).boxed().toList());
    }

    @Test
    void curvesGoThroughTheirPoints() {
        List<DigitStrokes.Point> points = DigitStrokes.of(8).getFirst().getFirst().points();
        List<Pen.Segment> segments = Pen.segments(DigitStrokes.of(8).getFirst());
        assertEquals((points.size() - 1) * 6, segments.size());
        assertFalse(points.stream().anyMatch(point -> segments.stream().allMatch(segment -> segment.distance(point.x(), point.y()) > 1e-9)));
    }
}
