package systole.nn;

import systole.graph.Shape;
import systole.graph.Window;

/**
 * The part of a window that lies on the input, for one output element.
 *
 * @param plane index of the channel's first element
 * @param top first row; likewise left; taps follow at the window's dilation
 * @param bottom row after the last; likewise right
 */
record Patch(int plane, int top, int left, int bottom, int right) {
    /** For the output with that index in a batch of outputs. */
    static Patch of(Window window, Shape input, Shape output, int index) {
        int channel = index / (output.height() * output.width());
        int y = index / output.width() % output.height() * window.strideY() - window.padTop();
        int x = index % output.width() * window.strideX() - window.padLeft();
        return new Patch(channel * input.height() * input.width(), first(y, window.dilationY()), first(x, window.dilationX()),
                Math.min(y + window.spanHeight(), input.height()), Math.min(x + window.spanWidth(), input.width()));
    }

    private static int first(int start, int dilation) {
        return start >= 0 ? start : Math.floorMod(start, dilation);
    }
}
