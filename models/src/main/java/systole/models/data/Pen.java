package systole.models.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import systole.models.data.DigitStrokes.Point;
import systole.models.data.DigitStrokes.Stroke;

/** Turns strokes into line segments, and those into anti-aliased pixels. */
final class Pen {
    private static final int STEPS = 6;

    private Pen() {
    }

    /** A straight piece of a stroke. */
    record Segment(Point from, Point to) {
        double length() {
            return Math.hypot(to.x() - from.x(), to.y() - from.y());
        }

        Segment map(UnaryOperator<Point> change) {
            return new Segment(change.apply(from), change.apply(to));
        }

        /** Distance of a point from the nearest point of the segment. */
        double distance(double x, double y) {
            double dx = to.x() - from.x();
            double dy = to.y() - from.y();
            double along = ((x - from.x()) * dx + (y - from.y()) * dy) / Math.max(dx * dx + dy * dy, 1e-9);
            double t = Math.clamp(along, 0, 1);
            return Math.hypot(x - from.x() - t * dx, y - from.y() - t * dy);
        }
    }

    /** The segments of strokes; curves are Catmull-Rom splines through their points. */
    static List<Segment> segments(List<Stroke> strokes) {
        List<Segment> segments = new ArrayList<>();
        for (Stroke stroke : strokes) {
            List<Point> path = stroke.smooth() ? spline(stroke.points()) : stroke.points();
            for (int i = 1; i < path.size(); i++) {
                segments.add(new Segment(path.get(i - 1), path.get(i)));
            }
        }
        return segments;
    }

    /** A square picture, light on dark, of strokes that are two radii wide; coordinates are pixels. */
    static GreyImage draw(List<Segment> segments, double radius, int side) {
        byte[] pixels = new byte[side * side];
        for (int i = 0; i < pixels.length; i++) {
            double nearest = Double.MAX_VALUE;
            for (Segment segment : segments) {
                nearest = Math.min(nearest, segment.distance(i % side + 0.5, i / side + 0.5));
            }
            // The stroke's edge is spread over one pixel.
            pixels[i] = (byte) Math.round(255 * Math.clamp(radius + 0.5 - nearest, 0, 1));
        }
        return new GreyImage(side, side, pixels);
    }

    private static List<Point> spline(List<Point> points) {
        List<Point> path = new ArrayList<>(List.of(points.getFirst()));
        for (int i = 1; i < points.size(); i++) {
            Point before = points.get(Math.max(0, i - 2));
            Point after = points.get(Math.min(points.size() - 1, i + 1));
            for (int step = 1; step <= STEPS; step++) {
                double t = (double) step / STEPS;
                path.add(new Point(
                        between(before.x(), points.get(i - 1).x(), points.get(i).x(), after.x(), t),
                        between(before.y(), points.get(i - 1).y(), points.get(i).y(), after.y(), t)));
            }
        }
        return path;
    }

    private static double between(double before, double from, double to, double after, double t) {
        return from + t / 2 * (to - before + t * (2 * before - 5 * from + 4 * to - after + t * (3 * (from - to) + after - before)));
    }
}
