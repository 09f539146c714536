package systole.onnx.operator;

import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Mean and variance of every run of so many neighbouring elements. */
final class Statistics {
    private final Tensor x;
    private final int run;
    private final double[] means;
    private final double[] inverseDeviations;

    Statistics(Tensor x, int run, double epsilon) {
        this.x = x;
        this.run = run;
        int runs = run == 0 ? 0 : x.size() / run;
        means = new double[runs];
        inverseDeviations = new double[runs];
        for (int i = 0; i < runs; i++) {
            means[i] = mean(i);
            inverseDeviations[i] = 1 / Math.sqrt(variance(i) + epsilon);
        }
    }

    private double mean(int index) {
        double sum = 0;
        for (int i = index * run; i < (index + 1) * run; i++) {
            sum += x.doubleAt(i);
        }
        return sum / run;
    }

    private double variance(int index) {
        double sum = 0;
        for (int i = index * run; i < (index + 1) * run; i++) {
            double centred = x.doubleAt(i) - means[index];
            sum += centred * centred;
        }
        return sum / run;
    }

    /** The element less its run's mean, over the root of variance + epsilon. */
    double normalised(int index) {
        return (x.doubleAt(index) - means[index / run]) * inverseDeviations[index / run];
    }

    Tensor means(Extents extents) {
        return tensor(extents, means);
    }

    Tensor inverseDeviations(Extents extents) {
        return tensor(extents, inverseDeviations);
    }

    private static Tensor tensor(Extents extents, double[] values) {
        TensorBuilder builder = new TensorBuilder(DataType.FLOAT, extents);
        for (int i = 0; i < values.length; i++) {
            builder.set(i, values[i]);
        }
        return builder.build();
    }
}
