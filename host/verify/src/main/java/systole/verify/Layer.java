package systole.verify;

import java.util.List;
import systole.graph.Shape;
import systole.graph.ShapeException;
import systole.graph.Window;

/** A layer of a case: what decides its shape, and of what kind its values are; the values themselves follow from the case's seed. */
public sealed interface Layer {
    /** What it makes of tensors of those types; throws {@link IllegalArgumentException} or {@link ShapeException} where they do not fit. */
    TensorType output(List<TensorType> inputs);

    /** A layer that reads one tensor. */
    sealed interface OfOne extends Layer {
        /** What it makes of a tensor of that type. */
        TensorType output(TensorType input);

        @Override
        default TensorType output(List<TensorType> inputs) {
            return output(requireCount(1, inputs).getFirst());
        }
    }

    /**
     * Convolution.
     *
     * @param outputs output channels, a multiple of groups
     * @param groups divides the input channels
     */
    record Convolution(int outputs, Window window, int groups, Weights weights, Tail tail) implements OfOne {
        public Convolution {
            WindowFields.requireSmall(window);
        }

        @Override
        public TensorType output(TensorType input) {
            requireGroups(groups, input.shape(), outputs);
            return new TensorType(window.output(input.shape(), outputs), tail.zeroPoint());
        }
    }

    /**
     * Transposed convolution without groups.
     *
     * @param outputs output channels
     */
    record TransposedConvolution(int outputs, Window window, Weights weights, Tail tail) implements OfOne {
        public TransposedConvolution {
            WindowFields.requireSmall(window);
        }

        @Override
        public TensorType output(TensorType input) {
            Shape map = input.shape();
            int height = (map.height() - 1) * window.strideY() + window.spanHeight() - window.padTop() - window.padBottom();
            int width = (map.width() - 1) * window.strideX() + window.spanWidth() - window.padLeft() - window.padRight();
            if (!map.isMap() || height < 1 || width < 1) {
                throw new ShapeException("a transposed window of %s leaves nothing of an input of %s".formatted(window, map));
            }
            return new TensorType(Shape.map(outputs, height, width), tail.zeroPoint());
        }
    }

    /** Fully connected. */
    record Linear(int outputs, Weights weights, Tail tail) implements OfOne {
        @Override
        public TensorType output(TensorType input) {
            return new TensorType(Shape.vector(outputs), tail.zeroPoint());
        }
    }

    /** Maximum pool; every window must see a part of the map. */
    record MaxPool(Window window) implements OfOne {
        public MaxPool {
            WindowFields.requireSmall(window);
        }

        @Override
        public TensorType output(TensorType input) {
            if (Math.max(window.padTop(), window.padBottom()) >= window.kernelHeight()
                    || Math.max(window.padLeft(), window.padRight()) >= window.kernelWidth()) {
                throw new IllegalArgumentException("a maximum pool's padding must be smaller than its kernel: " + window);
            }
            return new TensorType(window.output(input.shape(), input.shape().channels()), input.zeroPoint());
        }
    }

    /** Average pool. */
    record AveragePool(Window window, Tail tail) implements OfOne {
        public AveragePool {
            WindowFields.requireSmall(window);
        }

        @Override
        public TensorType output(TensorType input) {
            return new TensorType(window.output(input.shape(), input.shape().channels()), tail.zeroPoint());
        }
    }

    /** A random table of 256 bytes. */
    record Lookup(int zeroPoint) implements OfOne {
        @Override
        public TensorType output(TensorType input) {
            return new TensorType(input.shape(), zeroPoint);
        }
    }

    /** Local response normalisation over that many channels: a host's work between two programs. */
    record Normalisation(int size, int zeroPoint) implements OfOne {
        public Normalisation {
            if (size < 1) {
                throw new IllegalArgumentException("a normalisation must have a size of at least 1, not " + size);
            }
        }

        @Override
        public TensorType output(TensorType input) {
            return new TensorType(input.shape(), zeroPoint);
        }
    }

    /**
     * Sum of two tensors of one shape.
     *
     * @param low smallest result, -128 to 127
     * @param high largest result, low to 127
     * @param weights of what kind the two multipliers are
     */
    record Addition(Weights weights, int zeroPoint, int low, int high) implements Layer {
        public Addition {
            Tail.requireClamp(low, high);
        }

        @Override
        public TensorType output(List<TensorType> inputs) {
            Shape left = requireCount(2, inputs).getFirst().shape();
            if (!left.equals(inputs.get(1).shape())) {
                throw new ShapeException("%s and %s cannot be added: they must be equal".formatted(left, inputs.get(1).shape()));
            }
            return new TensorType(left, zeroPoint);
        }
    }

    /** Tensors of one zero point, channels one after the other. */
    record Concatenation() implements Layer {
        @Override
        public TensorType output(List<TensorType> inputs) {
            TensorType first = inputs.getFirst();
            Shape map = first.shape();
            for (TensorType input : inputs) {
                Shape other = input.shape();
                if (other.isMap() != map.isMap() || other.height() != map.height() || other.width() != map.width()
                        || input.zeroPoint() != first.zeroPoint()) {
                    throw new ShapeException("%s cannot be appended to %s: map and zero point must be equal".formatted(input, first));
                }
            }
            int channels = inputs.stream().mapToInt(input -> input.shape().channels()).reduce(0, Math::addExact);
            return new TensorType(
                    map.isMap() ? Shape.map(channels, map.height(), map.width()) : Shape.vector(channels), first.zeroPoint());
        }
    }

    private static List<TensorType> requireCount(int count, List<TensorType> inputs) {
        if (inputs.size() != count) {
            throw new IllegalArgumentException("it must read %d tensors, not %d".formatted(count, inputs.size()));
        }
        return inputs;
    }

    private static void requireGroups(int groups, Shape input, int outputs) {
        if (groups < 1 || input.channels() % groups != 0 || outputs % groups != 0) {
            throw new IllegalArgumentException("%d groups must divide %d input and %d output channels"
                    .formatted(groups, input.channels(), outputs));
        }
    }
}
