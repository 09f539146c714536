package systole.onnx.quantised;

import systole.graph.Rounding;
import systole.graph.Shape;
import systole.graph.Window;
import systole.onnx.model.OnnxNode;

/** The windows of Conv and MaxPool nodes over maps. */
final class ModelWindows {
    private static final long[] ONES = {1, 1};

    private ModelWindows() {
    }

    /**
     * A node's window, its padding worked out.
     *
     * @param kernel rows and columns, where the node does not say
     * @throws HostOnlyException where the node does not walk over rows and columns, or not as the array can
     */
    static Window of(OnnxNode node, Shape input, int kernelHeight, int kernelWidth) {
        long[] kernel = node.integers("kernel_shape").orElse(new long[] {kernelHeight, kernelWidth});
        if (!input.isMap() || kernel.length != 2) {
            throw new HostOnlyException("it does not walk over rows and columns");
        }
        long[] strides = node.integers("strides").orElse(ONES);
        long[] dilations = node.integers("dilations").orElse(ONES);
        long[] pads = node.integers("pads").orElse(new long[4]);
        Window unpadded = window(kernel, strides, dilations, 0, 0, 0, 0);
        int[] rows = padding(node, input.height(), unpadded.spanHeight(), unpadded.strideY(), pads[0], pads[2]);
        int[] columns = padding(node, input.width(), unpadded.spanWidth(), unpadded.strideX(), pads[1], pads[3]);
        Window padded = window(kernel, strides, dilations, rows[0], columns[0], rows[1], columns[1]);
        return (node.integer("ceil_mode", 0) == 0 ? Rounding.FLOOR : Rounding.CEILING).applied(padded, input);
    }

    private static Window window(long[] kernel, long[] strides, long[] dilations, int top, int left, int bottom, int right) {
        try {
            return new Window(Math.toIntExact(kernel[0]), Math.toIntExact(kernel[1]), Math.toIntExact(strides[0]), Math.toIntExact(strides[1]),
                    top, left, bottom, right, Math.toIntExact(dilations[0]), Math.toIntExact(dilations[1]));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new HostOnlyException(e.getMessage());
        }
    }

    private static int[] padding(OnnxNode node, int extent, int span, int stride, long before, long after) {
        String automatic = node.text("auto_pad", "NOTSET");
        int total = Math.max(0, (Math.ceilDiv(extent, stride) - 1) * stride + span - extent);
        return switch (automatic) {
            case "SAME_UPPER" -> new int[] {total / 2, total - total / 2};
            case "SAME_LOWER" -> new int[] {total - total / 2, total / 2};
            case "VALID" -> new int[2];
            default -> new int[] {Math.toIntExact(before), Math.toIntExact(after)};
        };
    }
}
