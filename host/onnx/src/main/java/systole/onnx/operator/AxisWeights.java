package systole.onnx.operator;

import java.util.function.DoubleUnaryOperator;

/**
 * Interpolation along one axis: every element of the result is a weighted sum of neighbours.
 *
 * @param sources indices on the original axis, for each element of the result
 * @param weights as many, with a sum of 1
 */
record AxisWeights(int[][] sources, double[][] weights) {
    /**
     * Weights by a kernel around each place.
     *
     * @param kernel weight by distance
     * @param support distance from which on it is 0
     * @param stretch 1, or less than 1 to widen the kernel against aliasing
     * @param excludeOutside whether neighbours beyond the edge are left out, rather than taken from the edge
     */
    static AxisWeights of(Coordinates coordinates, DoubleUnaryOperator kernel, int support, double stretch, boolean excludeOutside) {
        int[][] sources = new int[coordinates.output()][];
        double[][] weights = new double[coordinates.output()][];
        for (int i = 0; i < sources.length; i++) {
            double place = coordinates.original(i);
            int first = (int) Math.ceil(place - support / stretch);
            int count = Math.max(1, (int) Math.floor(place + support / stretch) - first + 1);
            sources[i] = new int[count];
            weights[i] = new double[count];
            double sum = 0;
            for (int k = 0; k < count; k++) {
                boolean outside = first + k < 0 || first + k >= coordinates.extent();
                sources[i][k] = Math.clamp(first + k, 0, coordinates.extent() - 1);
                weights[i][k] = outside && excludeOutside ? 0 : kernel.applyAsDouble((first + k - place) * stretch);
                sum += weights[i][k];
            }
            for (int k = 0; k < count; k++) {
                weights[i][k] /= sum;
            }
        }
        return new AxisWeights(sources, weights);
    }

    /** The kernel of linear interpolation; its support is 1. */
    static double linear(double distance) {
        return Math.max(0, 1 - Math.abs(distance));
    }

    /** The kernel of cubic convolution (Keys, 1981) with a free parameter; its support is 2. */
    static double cubic(double distance, double a) {
        double x = Math.abs(distance);
        if (x <= 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
    }

    /** Applies them along an axis that has {@code outer} elements before it and {@code inner} behind. */
    double[] apply(double[] values, int outer, int extent, int inner) {
        double[] result = new double[outer * sources.length * inner];
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < sources.length; i++) {
                int to = (o * sources.length + i) * inner;
                for (int k = 0; k < sources[i].length; k++) {
                    int from = (o * extent + sources[i][k]) * inner;
                    double weight = weights[i][k];
                    for (int j = 0; j < inner; j++) {
                        result[to + j] += weight * values[from + j];
                    }
                }
            }
        }
        return result;
    }
}
