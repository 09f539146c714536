package systole.nn;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import systole.graph.Divisor;
import systole.graph.Shape;
import systole.graph.Window;

/**
 * The part of a channel that an output element of a pool reads, as far as it lies on the input.
 *
 * @param top first row; likewise left
 * @param bottom row after the last; likewise right
 * @param stepY rows from tap to tap; likewise stepX
 * @param divisor what a mean divides by
 */
record Patch(int top, int left, int bottom, int right, int stepY, int stepX, int divisor) {
    /**
     * Those of a window that walks, for all elements of an output channel; a tap on padding counts in the divisor or not.
     *
     * @param window with the declared padding: what a last window has beyond it does not count
     */
    static Patch[] windows(Window window, Divisor divisor, Shape input, Shape output) {
        return patches(output, index -> {
            int y = index / output.width() * window.strideY() - window.padTop();
            int x = index % output.width() * window.strideX() - window.padLeft();
            int top = first(y, window.dilationY());
            int left = first(x, window.dilationX());
            int bottom = Math.min(y + window.spanHeight(), input.height());
            int right = Math.min(x + window.spanWidth(), input.width());
            int count = divisor == Divisor.INPUT
                    ? Math.ceilDiv(bottom - top, window.dilationY()) * Math.ceilDiv(right - left, window.dilationX())
                    : Math.min(window.kernelHeight(), Math.ceilDiv(input.height() + window.padBottom() - y, window.dilationY()))
                            * Math.min(window.kernelWidth(), Math.ceilDiv(input.width() + window.padRight() - x, window.dilationX()));
            return new Patch(top, left, bottom, right, window.dilationY(), window.dilationX(), count);
        });
    }

    /** Areas that share the input evenly: area i of n covers floor(i H/n) to ceil((i+1) H/n). */
    static Patch[] areas(Shape input, Shape output) {
        return patches(output, index -> {
            int oy = index / output.width();
            int ox = index % output.width();
            int top = oy * input.height() / output.height();
            int left = ox * input.width() / output.width();
            int bottom = Math.ceilDiv((oy + 1) * input.height(), output.height());
            int right = Math.ceilDiv((ox + 1) * input.width(), output.width());
            return new Patch(top, left, bottom, right, 1, 1, (bottom - top) * (right - left));
        });
    }

    /** What to do with a patch. */
    interface Visitor {
        /** {@code plane} is the index of the channel's first element, {@code index} that of the output. */
        void accept(Patch patch, int plane, int index);
    }

    /** Visits the patches of every channel of a pass's images, different channels on different threads. */
    static void forEach(Pass pass, Patch[] patches, Shape input, Visitor visitor) {
        int area = input.height() * input.width();
        pass.workers().forRanges(pass.images() * input.channels(), area, (from, to) -> {
            for (int channel = from; channel < to; channel++) {
                for (int i = 0; i < patches.length; i++) {
                    visitor.accept(patches[i], channel * area, channel * patches.length + i);
                }
            }
        });
    }

    private static Patch[] patches(Shape output, IntFunction<Patch> patch) {
        return IntStream.range(0, output.height() * output.width()).mapToObj(patch).toArray(Patch[]::new);
    }

    private static int first(int start, int dilation) {
        return start >= 0 ? start : Math.floorMod(start, dilation);
    }
}
