package systole.graph;

import java.util.List;
import java.util.stream.IntStream;

/** Works out what shape an operator makes of its inputs, and which parameters that takes. */
final class ShapeInference {
    private ShapeInference() {
    }

    /** The output's shape; throws {@link ShapeException} that names the node, what it needs and what it got. */
    static Shape output(String node, Operator operator, List<Shape> inputs) {
        try {
            return switch (operator) {
                case Operator.Input(Shape shape) -> {
                    requireInputs(0, inputs);
                    yield shape;
                }
                case Operator.Conv2d(int outputs, Window window, int groups) -> convolution(outputs, window, groups, single(inputs));
                case Operator.Linear(int outputs) -> linear(outputs, single(inputs));
                case Operator.MaxPool(Window window) -> maximum(window, single(inputs));
                case Operator.AveragePool(Window window) -> window.output(single(inputs), single(inputs).channels());
                case Operator.Relu(), Operator.Sigmoid(), Operator.Tanh() -> single(inputs);
                case Operator.Flatten() -> Shape.vector(single(inputs).size());
            };
        } catch (ShapeException e) {
            throw new ShapeException("node %s: %s".formatted(node, e.getMessage()));
        }
    }

    private static Shape convolution(int outputs, Window window, int groups, Shape input) {
        if (groups < 1 || outputs < 1 || input.channels() % groups != 0 || outputs % groups != 0) {
            throw new ShapeException("%d groups do not divide an input of %s into %d output channels".formatted(groups, input, outputs));
        }
        return window.output(input, outputs);
    }

    private static Shape linear(int outputs, Shape input) {
        if (outputs < 1) {
            throw new ShapeException("%d outputs cannot be made from an input of %s: at least 1 is needed".formatted(outputs, input));
        }
        return Shape.vector(outputs);
    }

    /** A maximum over nothing has no value, so every window must reach the input. */
    private static Shape maximum(Window window, Shape input) {
        Shape output = window.output(input, input.channels());
        boolean reached = reaches(output.height(), window.strideY(), window.padTop(), window.kernelHeight(), window.dilationY(), input.height())
                && reaches(output.width(), window.strideX(), window.padLeft(), window.kernelWidth(), window.dilationX(), input.width());
        if (!reached) {
            throw new ShapeException("a window of %s over an input of %s reads nothing but padding somewhere in its output of %s"
                    .formatted(window, input, output));
        }
        return output;
    }

    private static boolean reaches(int outputs, int stride, int padding, int kernel, int dilation, int extent) {
        return IntStream.range(0, outputs).map(o -> o * stride - padding).allMatch(first ->
                IntStream.range(0, kernel).map(k -> first + k * dilation).anyMatch(at -> at >= 0 && at < extent));
    }

    private static Shape single(List<Shape> inputs) {
        requireInputs(1, inputs);
        return inputs.getFirst();
    }

    private static void requireInputs(int count, List<Shape> inputs) {
        if (inputs.size() != count) {
            throw new ShapeException("needs %d inputs, not %d: %s".formatted(count, inputs.size(), inputs));
        }
    }
}
