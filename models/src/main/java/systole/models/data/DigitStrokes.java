package systole.models.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the digits are written, several ways each. Points are x,y from the upper left, in hundredths of the digit's height. A stroke that starts with
 * {@code ~} is a smooth curve through its points, one with {@code -} is straight from point to point; {@code |} lifts the pen.
 */
final class DigitStrokes {
    private static final Map<Integer, List<List<Stroke>>> VARIANTS = """
            0 ~ 52,0 25,12 12,50 25,88 50,100 75,86 86,48 74,12 52,0
            0 ~ 62,3 30,8 14,45 22,85 48,99 78,75 82,30 62,4 42,5
            0 ~ 50,0 32,20 28,60 42,97 62,88 70,45 62,10 48,2
            1 - 50,0 50,100
            1 - 60,0 40,100
            1 - 30,24 54,0 52,100
            1 - 32,22 52,0 52,100 | - 28,100 78,100
            2 ~ 18,25 30,5 58,0 78,20 70,48 40,78 15,98 | - 15,98 86,97
            2 ~ 20,22 45,2 75,15 72,45 40,82 18,93 22,76 42,82 65,98 90,92
            2 ~ 15,30 35,4 70,6 76,35 50,65 14,96 | ~ 14,96 35,88 60,96 92,90
            2 ~ 22,15 50,2 72,12 74,32 58,58 20,98 | - 20,98 82,98
            3 ~ 20,12 45,0 72,12 70,35 40,47 | ~ 40,47 74,55 80,80 50,100 15,88
            3 ~ 18,8 50,0 75,18 62,40 36,48 65,53 82,75 60,98 15,93
            3 - 20,4 76,4 44,42 | ~ 44,42 74,50 80,78 52,100 18,90
            4 - 60,0 12,65 88,65 | - 65,35 62,100
            4 - 22,0 18,48 80,46 | - 76,0 70,100
            4 - 66,100 70,0 12,68 92,66
            4 ~ 25,2 18,30 26,50 50,50 74,42 | - 78,5 66,100
            5 - 80,2 30,2 25,42 | ~ 25,42 55,36 82,60 70,90 40,100 14,88
            5 ~ 32,4 27,42 55,38 80,62 62,95 15,95 | - 32,4 82,2
            5 ~ 80,5 45,4 30,20 34,42 62,49 78,68 62,95 30,98 15,88
            6 ~ 68,2 38,25 18,60 28,92 58,98 78,75 62,54 35,58 20,75
            6 ~ 55,0 28,40 22,80 48,100 74,85 68,60 42,58 24,78
            6 ~ 80,8 50,8 24,40 18,75 42,100 74,90 76,64 50,52 22,68
            7 - 14,4 84,4 40,100
            7 - 14,4 84,4 40,100 | - 30,52 74,52
            7 ~ 14,10 40,7 82,4 | ~ 82,4 56,45 46,100
            7 - 16,22 18,4 82,4 46,100
            8 ~ 74,14 45,0 24,20 45,44 76,70 62,97 32,96 22,72 50,46 78,26 74,14
            8 ~ 50,48 26,26 48,1 74,24 50,48 20,75 50,100 80,75 50,48
            8 ~ 50,0 28,12 30,38 50,46 70,36 72,12 50,0 | ~ 50,46 22,62 24,92 50,100 76,90 76,60 50,46
            9 ~ 75,25 50,2 24,22 32,50 60,48 75,22 | - 76,14 68,100
            9 ~ 76,18 48,2 22,28 42,52 70,38 77,12 74,60 60,90 30,98
            9 ~ 70,20 45,4 26,26 44,48 71,22 | ~ 71,12 74,55 62,100
            """.lines().collect(Collectors.groupingBy(line -> line.charAt(0) - '0',
            Collectors.mapping(line -> parse(line.substring(1)), Collectors.toList())));

    /**
     * One movement of the pen.
     *
     * @param smooth a curve, not a polyline
     * @param points at least two
     */
    record Stroke(boolean smooth, List<Point> points) {
    }

    /** In hundredths of the digit's height. */
    record Point(double x, double y) {
    }

    private DigitStrokes() {
    }

    /** The ways to write a digit, each a list of strokes. */
    static List<List<Stroke>> of(int digit) {
        return VARIANTS.get(digit);
    }

    private static List<Stroke> parse(String variant) {
        return Arrays.stream(variant.split("\\|")).map(String::strip)
                .map(stroke -> new Stroke(stroke.startsWith("~"), points(stroke.substring(1).strip()))).toList();
    }

    private static List<Point> points(String text) {
        return Arrays.stream(text.split(" ")).map(point -> point.split(","))
                .map(xy -> new Point(Double.parseDouble(xy[0]), Double.parseDouble(xy[1]))).toList();
    }
}
