package systole.verify;

import systole.graph.Shape;
import systole.graph.ShapeException;
import systole.graph.Window;

/** A layer of a case: what decides its shape, and of what kind its values are; the values themselves follow from the case's seed. */
public sealed interface Layer {
    /** The shape that it makes of another; throws {@link IllegalArgumentException} or {@link ShapeException} where it does not fit. */
    Shape output(Shape input);

    /**
     * Convolution.
     *
     * @param outputs output channels, a multiple of groups
     * @param groups divides the input channels
     */
    record Convolution(int outputs, Window window, int groups, Weights weights, Tail tail) implements Layer {
        public Convolution {
            WindowFields.requireSmall(window);
        }

        @Override
        public Shape output(Shape input) {
            if (groups < 1 || input.channels() % groups != 0 || outputs % groups != 0) {
                throw new IllegalArgumentException("%d groups must divide %d input and %d output channels"
                        .formatted(groups, input.channels(), outputs));
            }
            return window.output(input, outputs);
        }
    }

    /** Fully connected. */
    record Linear(int outputs, Weights weights, Tail tail) implements Layer {
        @Override
        public Shape output(Shape input) {
            return Shape.vector(outputs);
        }
    }

    /** Maximum pool; every window must see a part of the map. */
    record MaxPool(Window window) implements Layer {
        public MaxPool {
            WindowFields.requireSmall(window);
        }

        @Override
        public Shape output(Shape input) {
            if (Math.max(window.padTop(), window.padBottom()) >= window.kernelHeight()
                    || Math.max(window.padLeft(), window.padRight()) >= window.kernelWidth()) {
                throw new IllegalArgumentException("a maximum pool's padding must be smaller than its kernel: " + window);
            }
            return window.output(input, input.channels());
        }
    }

    /** Average pool. */
    record AveragePool(Window window, Tail tail) implements Layer {
        public AveragePool {
            WindowFields.requireSmall(window);
        }

        @Override
        public Shape output(Shape input) {
            return window.output(input, input.channels());
        }
    }
}
