package systole.graph;

import java.util.List;
import java.util.stream.IntStream;

/** Works out what shape an operator makes of its inputs. */
final class ShapeInference {
    private ShapeInference() {
    }

    /** The output's shape; throws {@link ShapeException} that names the node, what it needs and what it got. */
    static Shape output(String node, Operator operator, List<Shape> inputs) {
        try {
            return switch (operator) {
                case Operator.Input(Shape shape) -> none(inputs, shape);
                case Operator.MatMul _ -> product(inputs);
                case Operator.Concat _ -> concatenation(inputs);
                case Operator.Add _ -> sum(inputs);
                default -> output(operator, single(inputs));
            };
        } catch (IllegalArgumentException e) {
            throw new ShapeException("node %s: %s".formatted(node, e.getMessage()));
        }
    }

    private static Shape output(Operator operator, Shape input) {
        return switch (operator) {
            case Operator.Conv2d c -> convolution(c, input);
            case Operator.ConvTranspose2d c -> transposed(c, input);
            case Operator.Linear(int outputs, _) -> linear(outputs, input);
            case Operator.Transpose _ -> transpose(input);
            case Operator.MaxPool(Window window, Rounding rounding) -> pool(rounding.applied(window, input), input);
            case Operator.AveragePool(Window window, Rounding rounding, Divisor divisor) -> divisor == Divisor.INPUT
                    ? pool(rounding.applied(window, input), input)
                    : rounding.applied(window, input).output(input, input.channels());
            case Operator.AdaptiveMaxPool(int height, int width) -> adaptive(height, width, input);
            case Operator.AdaptiveAveragePool(int height, int width) -> adaptive(height, width, input);
            case Operator.BatchNorm2d _, Operator.LocalResponseNorm _ -> map(input);
            case Operator.Flatten _ -> Shape.vector(input.size());
            case Operator.Reshape(Shape shape) -> reshaped(shape, input);
            default -> input;
        };
    }

    private static Shape convolution(Operator.Conv2d convolution, Shape input) {
        requireGroups(convolution.groups(), convolution.outputChannels(), input);
        return convolution.window().output(input, convolution.outputChannels());
    }

    private static Shape transposed(Operator.ConvTranspose2d convolution, Shape input) {
        requireGroups(convolution.groups(), convolution.outputChannels(), map(input));
        Window w = convolution.window();
        int y = convolution.outputPaddingY();
        int x = convolution.outputPaddingX();
        if (y < 0 || x < 0 || y >= Math.max(w.strideY(), w.dilationY()) || x >= Math.max(w.strideX(), w.dilationX())) {
            throw new ShapeException("output padding of %dx%d must be smaller than the stride or the dilation of %s".formatted(y, x, w));
        }
        long height = (input.height() - 1L) * w.strideY() - w.padTop() - w.padBottom() + w.spanHeight() + y;
        long width = (input.width() - 1L) * w.strideX() - w.padLeft() - w.padRight() + w.spanWidth() + x;
        if (Math.min(height, width) < 1 || Math.max(height, width) > Integer.MAX_VALUE) {
            throw new ShapeException("a transposed window of %s leaves nothing of an input of %s".formatted(w, input));
        }
        return Shape.map(convolution.outputChannels(), (int) height, (int) width);
    }

    private static void requireGroups(int groups, int outputs, Shape input) {
        if (groups < 1 || outputs < 1 || input.channels() % groups != 0 || outputs % groups != 0) {
            throw new ShapeException("%d groups do not divide an input of %s into %d output channels".formatted(groups, input, outputs));
        }
    }

    private static Shape linear(int outputs, Shape input) {
        if (outputs < 1) {
            throw new ShapeException("%d outputs cannot be made from an input of %s: at least 1 is needed".formatted(outputs, input));
        }
        return Shape.vector(outputs);
    }

    private static Shape product(List<Shape> inputs) {
        requireInputs(2, inputs);
        Shape left = matrix(inputs.get(0));
        Shape right = matrix(inputs.get(1));
        if (!left.extents().getLast().equals(right.extents().getFirst())) {
            throw new ShapeException("a matrix of %s cannot be multiplied by one of %s".formatted(left, right));
        }
        return Shape.of(left.extents().getFirst(), right.extents().getLast());
    }

    private static Shape transpose(Shape input) {
        return Shape.of(matrix(input).extents().getLast(), input.extents().getFirst());
    }

    /** The mean of nothing is as undefined as its maximum, so every window must reach the input. */
    private static Shape pool(Window window, Shape input) {
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
        boolean lastBeginsInside = (outputs - 1L) * stride - padding < extent;
        int outside = Math.min(outputs, Math.ceilDiv(padding, stride));
        return lastBeginsInside && IntStream.range(0, outside).allMatch(o -> {
            int before = padding - o * stride;
            int firstTapInside = Math.ceilDiv(before, dilation);
            return firstTapInside < kernel && firstTapInside * dilation - before < extent;
        });
    }

    private static Shape adaptive(int height, int width, Shape input) {
        if (height < 1 || width < 1) {
            throw new ShapeException("an input of %s cannot be pooled to %dx%d".formatted(input, height, width));
        }
        return Shape.map(map(input).channels(), height, width);
    }

    private static Shape reshaped(Shape shape, Shape input) {
        if (shape.size() != input.size()) {
            throw new ShapeException("%d values of %s do not make %s, which has %d".formatted(input.size(), input, shape, shape.size()));
        }
        return shape;
    }

    private static Shape concatenation(List<Shape> inputs) {
        if (inputs.isEmpty()) {
            throw new ShapeException("needs at least 1 input");
        }
        Shape first = inputs.getFirst();
        List<Integer> rest = first.extents().subList(1, first.extents().size());
        int channels = 0;
        for (Shape input : inputs) {
            if (!input.extents().subList(1, input.extents().size()).equals(rest)) {
                throw new ShapeException("an input of %s cannot be appended to one of %s: all but the channels must be equal"
                        .formatted(input, first));
            }
            channels = Math.addExact(channels, input.channels());
        }
        return Shape.of(IntStream.concat(IntStream.of(channels), rest.stream().mapToInt(Integer::intValue)).toArray());
    }

    private static Shape sum(List<Shape> inputs) {
        requireInputs(2, inputs);
        if (!inputs.get(0).equals(inputs.get(1))) {
            throw new ShapeException("%s and %s cannot be added: they must be equal".formatted(inputs.get(0), inputs.get(1)));
        }
        return inputs.getFirst();
    }

    private static Shape map(Shape input) {
        if (!input.isMap()) {
            throw new ShapeException("needs a map of (channels, height, width), not " + input);
        }
        return input;
    }

    private static Shape matrix(Shape input) {
        if (input.extents().size() != 2) {
            throw new ShapeException("needs a matrix of (rows, columns), not " + input);
        }
        return input;
    }

    private static Shape single(List<Shape> inputs) {
        requireInputs(1, inputs);
        return inputs.getFirst();
    }

    private static Shape none(List<Shape> inputs, Shape shape) {
        requireInputs(0, inputs);
        return shape;
    }

    private static void requireInputs(int count, List<Shape> inputs) {
        if (inputs.size() != count) {
            throw new ShapeException("needs %d inputs, not %d: %s".formatted(count, inputs.size(), inputs));
        }
    }
}
