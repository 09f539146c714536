package systole.nn;

import systole.graph.Divisor;
import systole.graph.Shape;
import systole.graph.Window;

/** Which part of the input each output element of a pool reads. */
interface Patches {
    /** For the output with that index in a batch of outputs. */
    Patch of(int index);

    /**
     * Those of a window that walks; a tap on padding counts in the divisor or not.
     *
     * @param window with the declared padding: a last window that reaches beyond it does not count what is there
     */
    static Patches windows(Window window, Divisor divisor, Shape input, Shape output) {
        return index -> {
            int y = index / output.width() % output.height() * window.strideY() - window.padTop();
            int x = index % output.width() * window.strideX() - window.padLeft();
            int top = first(y, window.dilationY());
            int left = first(x, window.dilationX());
            int bottom = Math.min(y + window.spanHeight(), input.height());
            int right = Math.min(x + window.spanWidth(), input.width());
            int count = divisor == Divisor.INPUT
                    ? Math.ceilDiv(bottom - top, window.dilationY()) * Math.ceilDiv(right - left, window.dilationX())
                    : Math.min(window.kernelHeight(), Math.ceilDiv(input.height() + window.padBottom() - y, window.dilationY()))
                            * Math.min(window.kernelWidth(), Math.ceilDiv(input.width() + window.padRight() - x, window.dilationX()));
            return new Patch(plane(index, input, output), top, left, bottom, right, window.dilationY(), window.dilationX(), count);
        };
    }

    /** Areas that share the input evenly: area i of n covers floor(i H/n) to ceil((i+1) H/n). */
    static Patches areas(Shape input, Shape output) {
        return index -> {
            int oy = index / output.width() % output.height();
            int ox = index % output.width();
            int top = oy * input.height() / output.height();
            int left = ox * input.width() / output.width();
            int bottom = Math.ceilDiv((oy + 1) * input.height(), output.height());
            int right = Math.ceilDiv((ox + 1) * input.width(), output.width());
            return new Patch(plane(index, input, output), top, left, bottom, right, 1, 1, (bottom - top) * (right - left));
        };
    }

    private static int plane(int index, Shape input, Shape output) {
        return index / (output.height() * output.width()) * input.height() * input.width();
    }

    private static int first(int start, int dilation) {
        return start >= 0 ? start : Math.floorMod(start, dilation);
    }
}
