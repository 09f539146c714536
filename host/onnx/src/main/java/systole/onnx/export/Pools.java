package systole.onnx.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Interval;
import systole.quant.QuantisedOperator;

/** Pools of uint8 tensors. */
final class Pools {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private Pools() {
    }

    /** ONNX Runtime wants less padding than kernel; where a dilated window has more, the smallest value stands around the map instead. */
    static void maximum(Site site, Window window) {
        boolean narrow = Math.max(window.padTop(), window.padBottom()) < window.kernelHeight()
                && Math.max(window.padLeft(), window.padRight()) < window.kernelWidth();
        String read = narrow ? site.read() : site.writer().append(site.part("framed"), Operation.of("Pad"), site.read(),
                site.writer().longs(site.part("pads"), Windows.pads(window)), site.zeroPoint(Byte.MIN_VALUE));
        Operation pool = Windows.attributes(Operation.of("MaxPool"), narrow ? window : Windows.unpadded(window));
        site.writer().append(site.name(), pool, read);
    }

    /** The maximum down each interval of rows, and then of these across each interval of columns. */
    static void maximum(Site site, QuantisedOperator.AreaMaxPool pool) {
        String down = reduced(site, site.part("down"), site.read(), pool.rows(), ROWS);
        reduced(site, site.name(), down, pool.columns(), COLUMNS);
    }

    private static String reduced(Site site, String tensor, String read, List<Interval> intervals, int axis) {
        GraphWriter writer = site.writer();
        String axes = writer.longs("axis/" + axis, axis);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < intervals.size(); i++) {
            Interval interval = intervals.get(i);
            String part = tensor + "/" + i;
            String slice = writer.append(part + "/area", Operation.of("Slice"), read, writer.longs(part + "/first", interval.first()),
                    writer.longs(part + "/end", interval.end()), axes, writer.longs(part + "/step", interval.step()));
            parts.add(writer.append(part, Operation.of("ReduceMax"), slice, axes));
        }
        return writer.append(tensor, Operation.of("Concat").with("axis", axis), parts);
    }

    /** A convolution of each channel by ones, or the global mean where it is one. */
    static void mean(Site site, IntegerForm form, QuantisedOperator.AveragePool pool) {
        Shape shape = site.input().shape();
        Window window = pool.window();
        int taps = window.kernelHeight() * window.kernelWidth();
        boolean global = site.output().shape().size() == shape.channels() && taps == shape.height() * shape.width();
        if (global && IntegerForm.isGlobalMean(pool.requantisation(), taps, site.input().quantisation(), site.output().quantisation())) {
            form.globalMean(site, pool.requantisation());
            return;
        }
        byte[] ones = new byte[shape.channels() * taps];
        Arrays.fill(ones, (byte) 1);
        form.convolution(site, site.read(), window, shape.channels(), ones, pool.requantisation());
    }
}
