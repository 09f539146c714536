package systole.graph;

import java.util.HashMap;
import java.util.Map;

/**
 * The part of the network's input on which one element of a map depends. Rows and columns beyond the input are padding.
 *
 * @param top first row
 * @param left first column
 * @param bottom row after the last
 * @param right column after the last
 */
public record InputArea(int top, int left, int bottom, int right) {
    /** Of the element at that row and column of a node's output, in any channel; an element of a vector or matrix depends on all of a map. */
    public static InputArea of(Graph graph, String node, int row, int column) {
        Map<String, InputArea> read = new HashMap<>(Map.of(node, new InputArea(row, column, row + 1, column + 1)));
        for (Node each : graph.nodes().reversed()) {
            InputArea area = read.get(each.name());
            if (area != null) {
                for (String input : each.inputs()) {
                    read.merge(input, area.before(each.operator(), graph.node(input).output()), InputArea::and);
                }
            }
        }
        return read.get(graph.input().name());
    }

    /** What lies on an input of that shape. */
    public InputArea within(Shape input) {
        return new InputArea(Math.clamp(top, 0, input.height() - 1), Math.clamp(left, 0, input.width() - 1),
                Math.clamp(bottom, 1, input.height()), Math.clamp(right, 1, input.width()));
    }

    /** The elements of an input of that shape which an operator reads for these. */
    private InputArea before(Operator operator, Shape input) {
        return switch (operator) {
            case Operator.Conv2d convolution -> under(convolution.window());
            case Operator.MaxPool pool -> under(pool.window());
            case Operator.AveragePool pool -> under(pool.window());
            case Operator.ConvTranspose2d convolution -> above(convolution.window());
            case Operator.AdaptiveMaxPool(int height, int width) -> shares(input, height, width);
            case Operator.AdaptiveAveragePool(int height, int width) -> shares(input, height, width);
            case Operator.Linear _, Operator.Flatten _, Operator.Reshape _, Operator.Transpose _, Operator.MatMul _ -> whole(input);
            case Operator.Input _, Operator.Relu _, Operator.LeakyRelu _, Operator.Clip _, Operator.Elu _, Operator.Sigmoid _, Operator.Tanh _,
                    Operator.Softmax _, Operator.LogSoftmax _, Operator.BatchNorm2d _, Operator.LocalResponseNorm _, Operator.Dropout _,
                    Operator.Concat _, Operator.Add _ -> this;
        };
    }

    private InputArea under(Window window) {
        return new InputArea(top * window.strideY() - window.padTop(), left * window.strideX() - window.padLeft(),
                (bottom - 1) * window.strideY() - window.padTop() + window.spanHeight(),
                (right - 1) * window.strideX() - window.padLeft() + window.spanWidth());
    }

    /** Element i of the input reaches from i * stride - padding over the window's span. */
    private InputArea above(Window window) {
        return new InputArea(Math.ceilDiv(top + window.padTop() - window.spanHeight() + 1, window.strideY()),
                Math.ceilDiv(left + window.padLeft() - window.spanWidth() + 1, window.strideX()),
                Math.floorDiv(bottom - 1 + window.padTop(), window.strideY()) + 1,
                Math.floorDiv(right - 1 + window.padLeft(), window.strideX()) + 1);
    }

    private InputArea shares(Shape input, int height, int width) {
        return new InputArea(Math.floorDiv(top * input.height(), height), Math.floorDiv(left * input.width(), width),
                Math.ceilDiv(bottom * input.height(), height), Math.ceilDiv(right * input.width(), width));
    }

    private static InputArea whole(Shape input) {
        return new InputArea(0, 0, input.height(), input.width());
    }

    private InputArea and(InputArea other) {
        return new InputArea(Math.min(top, other.top), Math.min(left, other.left), Math.max(bottom, other.bottom), Math.max(right, other.right));
    }
}
