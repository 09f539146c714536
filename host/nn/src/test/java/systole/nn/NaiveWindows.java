package systole.nn;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import systole.graph.Divisor;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Window;

/** Convolutions and pools of one image as loops over their definitions, in float64. */
final class NaiveWindows {
    private NaiveWindows() {
    }

    static double[] convolution(Operator.Conv2d convolution, Shape in, Shape out, double[] weight, double[] bias, double[] x) {
        Window w = convolution.window();
        int perGroup = in.channels() / convolution.groups();
        return eachOutput(out, (channel, oy, ox) -> {
            double sum = bias[channel];
            for (int c = 0; c < perGroup; c++) {
                for (int ky = 0; ky < w.kernelHeight(); ky++) {
                    for (int kx = 0; kx < w.kernelWidth(); kx++) {
                        int y = oy * w.strideY() - w.padTop() + ky * w.dilationY();
                        int column = ox * w.strideX() - w.padLeft() + kx * w.dilationX();
                        int source = channel / (out.channels() / convolution.groups()) * perGroup + c;
                        sum += inside(in, y, column)
                                ? weight[((channel * perGroup + c) * w.kernelHeight() + ky) * w.kernelWidth() + kx] * x[at(in, source, y, column)] : 0;
                    }
                }
            }
            return sum;
        });
    }

    /** Every input element is spread over the output. */
    static double[] transposed(Operator.ConvTranspose2d convolution, Shape in, Shape out, double[] weight, double[] bias, double[] x) {
        Window w = convolution.window();
        int perGroup = out.channels() / convolution.groups();
        double[] output = eachOutput(out, (channel, _, _) -> bias[channel]);
        for (int i = 0; i < x.length; i++) {
            int source = i / (in.height() * in.width());
            for (int tap = 0; tap < perGroup * w.kernelHeight() * w.kernelWidth(); tap++) {
                int channel = source / (in.channels() / convolution.groups()) * perGroup + tap / (w.kernelHeight() * w.kernelWidth());
                int y = i / in.width() % in.height() * w.strideY() - w.padTop() + tap / w.kernelWidth() % w.kernelHeight() * w.dilationY();
                int column = i % in.width() * w.strideX() - w.padLeft() + tap % w.kernelWidth() * w.dilationX();
                if (inside(out, y, column)) {
                    output[at(out, channel, y, column)] += x[i] * weight[source * perGroup * w.kernelHeight() * w.kernelWidth() + tap];
                }
            }
        }
        return output;
    }

    static double[] pool(Operator pool, Shape in, Shape out, double[] x) {
        return eachOutput(out, (channel, oy, ox) -> switch (pool) {
            case Operator.MaxPool(Window window, _) -> taps(window, in, channel, oy, ox, x).max().orElseThrow();
            case Operator.AveragePool(Window window, _, Divisor divisor) -> taps(window, in, channel, oy, ox, x).sum()
                    / (divisor == Divisor.INPUT ? count(window, 0, in, oy, ox) : count(window, 1, in, oy, ox));
            case Operator.AdaptiveMaxPool _ -> area(in, out, channel, oy, ox, x).max().orElseThrow();
            case Operator.AdaptiveAveragePool _ -> area(in, out, channel, oy, ox, x).average().orElseThrow();
            default -> throw new AssertionError(pool);
        });
    }

    private static DoubleStream taps(Window w, Shape in, int channel, int oy, int ox, double[] x) {
        return IntStream.range(0, w.kernelHeight() * w.kernelWidth()).filter(tap -> inside(in, row(w, tap, oy), column(w, tap, ox)))
                .mapToDouble(tap -> x[at(in, channel, row(w, tap, oy), column(w, tap, ox))]);
    }

    /** Taps on the input, with so many times its padding around. */
    private static long count(Window w, int paddings, Shape in, int oy, int ox) {
        return IntStream.range(0, w.kernelHeight() * w.kernelWidth()).filter(tap ->
                row(w, tap, oy) >= -paddings * w.padTop() && row(w, tap, oy) < in.height() + paddings * w.padBottom()
                        && column(w, tap, ox) >= -paddings * w.padLeft() && column(w, tap, ox) < in.width() + paddings * w.padRight()).count();
    }

    private static int row(Window w, int tap, int oy) {
        return oy * w.strideY() - w.padTop() + tap / w.kernelWidth() * w.dilationY();
    }

    private static int column(Window w, int tap, int ox) {
        return ox * w.strideX() - w.padLeft() + tap % w.kernelWidth() * w.dilationX();
    }

    private static DoubleStream area(Shape in, Shape out, int channel, int oy, int ox, double[] x) {
        return IntStream.range(oy * in.height() / out.height(), Math.ceilDiv((oy + 1) * in.height(), out.height())).boxed().flatMapToDouble(y ->
                IntStream.range(ox * in.width() / out.width(), Math.ceilDiv((ox + 1) * in.width(), out.width()))
                        .mapToDouble(column -> x[at(in, channel, y, column)]));
    }

    private interface Element {
        double at(int channel, int y, int x);
    }

    private static double[] eachOutput(Shape shape, Element element) {
        return IntStream.range(0, shape.size()).mapToDouble(i -> element.at(
                i / (shape.height() * shape.width()), i / shape.width() % shape.height(), i % shape.width())).toArray();
    }

    private static int at(Shape shape, int channel, int y, int x) {
        return (channel * shape.height() + y) * shape.width() + x;
    }

    private static boolean inside(Shape shape, int y, int x) {
        return y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
    }
}
