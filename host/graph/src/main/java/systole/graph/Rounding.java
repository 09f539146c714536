package systole.graph;

/** How a pool's output extents are rounded where the stride does not divide the input. */
public enum Rounding {
    /** What the last window lacks is left out. */
    FLOOR {
        @Override
        public Window applied(Window window, Shape input) {
            return window;
        }
    },
    /** A last window may reach beyond the padded input, but must begin on the input or the padding before it (PyTorch's ceil_mode). */
    CEILING {
        @Override
        public Window applied(Window window, Shape input) {
            int bottom = extended(input.height(), window.padTop(), window.padBottom(), window.spanHeight(), window.strideY());
            int right = extended(input.width(), window.padLeft(), window.padRight(), window.spanWidth(), window.strideX());
            return new Window(window.kernelHeight(), window.kernelWidth(), window.strideY(), window.strideX(),
                    window.padTop(), window.padLeft(), bottom, right, window.dilationY(), window.dilationX());
        }
    };

    /** The window, with as much padding below and on the right that rounding down gives the output's extents. */
    public abstract Window applied(Window window, Shape input);

    private static int extended(int extent, int before, int after, int span, int stride) {
        int outputs = Math.ceilDiv(extent + before + after - span, stride) + 1;
        if ((outputs - 1) * stride >= extent + before) {
            outputs--;
        }
        return Math.max(after, (outputs - 1) * stride + span - extent - before);
    }
}
