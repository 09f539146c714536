package systole.onnx.export;

import systole.graph.Window;

/** Windows as ONNX's attributes. */
final class Windows {
    private Windows() {
    }

    /** The operation with kernel, strides, dilations and pads. */
    static Operation attributes(Operation operation, Window window) {
        return operation.withList("kernel_shape", window.kernelHeight(), window.kernelWidth())
                .withList("strides", window.strideY(), window.strideX())
                .withList("dilations", window.dilationY(), window.dilationX())
                .withList("pads", window.padTop(), window.padLeft(), window.padBottom(), window.padRight());
    }

    /** The same window without padding. */
    static Window unpadded(Window window) {
        return padded(window, 0, 0, 0, 0);
    }

    /** The same window with other padding. */
    static Window padded(Window window, int top, int left, int bottom, int right) {
        return new Window(window.kernelHeight(), window.kernelWidth(), window.strideY(), window.strideX(),
                top, left, bottom, right, window.dilationY(), window.dilationX());
    }

    /** Pads of a map's four extents, as the operator Pad takes them. */
    static long[] pads(Window window) {
        return new long[] {0, 0, window.padTop(), window.padLeft(), 0, 0, window.padBottom(), window.padRight()};
    }
}
