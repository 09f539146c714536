package systole.onnx.quantised;

import java.util.Arrays;
import systole.graph.Rounding;
import systole.graph.Shape;
import systole.graph.Window;
import systole.onnx.model.OnnxNode;
import systole.onnx.operator.Windows;

/** The windows of Conv and MaxPool nodes over maps. */
final class ModelWindows {
    private ModelWindows() {
    }

    /** A pool's window, its padding worked out; throws {@link HostOnlyException} where it does not walk over rows and columns. */
    static Window of(OnnxNode node, Shape input) {
        return of(node, input, Windows.kernel(node, 2));
    }

    /** A convolution's window by the rows and columns of its weights, likewise. */
    static Window of(OnnxNode node, Shape input, int kernelHeight, int kernelWidth) {
        int[] kernel = {kernelHeight, kernelWidth};
        if (node.has("kernel_shape") && !Arrays.equals(Windows.kernel(node, 2), kernel)) {
            throw new HostOnlyException("its weights do not have the kernel_shape");
        }
        return of(node, input, kernel);
    }

    private static Window of(OnnxNode node, Shape input, int[] kernel) {
        if (!input.isMap()) {
            throw new HostOnlyException("it does not walk over rows and columns");
        }
        Window window = Windows.of(node, new int[] {input.height(), input.width()}, kernel).overMap();
        return (node.integer("ceil_mode", 0) == 0 ? Rounding.FLOOR : Rounding.CEILING).applied(window, input);
    }
}
