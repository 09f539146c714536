package systole.runtime.reference;

import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedOperator.AveragePool;
import systole.quant.QuantisedOperator.Convolution;
import systole.quant.QuantisedOperator.Linear;
import systole.quant.QuantisedOperator.MaxPool;

/** The operators as their formulas say, one output at a time and one tap at a time: what the reference is measured by. */
record NaiveExecutor(Shape input, int zeroPoint, byte[] values, Shape output) {
    byte[] convolution(Convolution convolution) {
        int groupInputs = input.channels() / convolution.groups();
        int groupOutputs = output.channels() / convolution.groups();
        Window window = convolution.window();
        return each((channel, y, x) -> {
            int sum = 0;
            for (int i = 0; i < groupInputs; i++) {
                for (int ky = 0; ky < window.kernelHeight(); ky++) {
                    for (int kx = 0; kx < window.kernelWidth(); kx++) {
                        int weight = convolution.weights()[
                                ((channel * groupInputs + i) * window.kernelHeight() + ky) * window.kernelWidth() + kx];
                        sum += weight * (tap(window, channel / groupOutputs * groupInputs + i, y, x, ky, kx, zeroPoint) - zeroPoint);
                    }
                }
            }
            return convolution.requantisation().apply(channel, sum);
        });
    }

    byte[] linear(Linear linear) {
        return each((channel, y, x) -> {
            int sum = 0;
            for (int i = 0; i < input.size(); i++) {
                sum += linear.weights()[channel * input.size() + i] * (values[i] - zeroPoint);
            }
            return linear.requantisation().apply(channel, sum);
        });
    }

    byte[] maxPool(MaxPool pool) {
        Window window = pool.window();
        return each((channel, y, x) -> {
            int maximum = Byte.MIN_VALUE;
            for (int ky = 0; ky < window.kernelHeight(); ky++) {
                for (int kx = 0; kx < window.kernelWidth(); kx++) {
                    maximum = Math.max(maximum, tap(window, channel, y, x, ky, kx, Byte.MIN_VALUE));
                }
            }
            return (byte) maximum;
        });
    }

    byte[] averagePool(AveragePool pool) {
        Window window = pool.window();
        return each((channel, y, x) -> {
            int sum = 0;
            for (int ky = 0; ky < window.kernelHeight(); ky++) {
                for (int kx = 0; kx < window.kernelWidth(); kx++) {
                    sum += tap(window, channel, y, x, ky, kx, zeroPoint) - zeroPoint;
                }
            }
            return pool.requantisation().apply(channel, sum);
        });
    }

    private int tap(Window window, int channel, int y, int x, int ky, int kx, int padding) {
        int row = y * window.strideY() - window.padTop() + ky * window.dilationY();
        int column = x * window.strideX() - window.padLeft() + kx * window.dilationX();
        boolean inside = row >= 0 && row < input.height() && column >= 0 && column < input.width();
        return inside ? values[(channel * input.height() + row) * input.width() + column] : padding;
    }

    private interface Formula {
        byte at(int channel, int y, int x);
    }

    private byte[] each(Formula formula) {
        byte[] results = new byte[output.size()];
        int next = 0;
        for (int channel = 0; channel < output.channels(); channel++) {
            for (int y = 0; y < output.height(); y++) {
                for (int x = 0; x < output.width(); x++) {
                    results[next++] = formula.at(channel, y, x);
                }
            }
        }
        return results;
    }
}
