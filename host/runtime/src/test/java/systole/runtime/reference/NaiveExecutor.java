package systole.runtime.reference;

import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Interval;
import systole.quant.Quantisation;
import systole.quant.QuantisedOperator.AreaAveragePool;
import systole.quant.QuantisedOperator.AreaMaxPool;
import systole.quant.QuantisedOperator.AveragePool;
import systole.quant.QuantisedOperator.Convolution;
import systole.quant.QuantisedOperator.Linear;
import systole.quant.QuantisedOperator.LocalResponseNormalisation;
import systole.quant.QuantisedOperator.MatrixProduct;
import systole.quant.QuantisedOperator.MaxPool;
import systole.quant.QuantisedOperator.TransposedConvolution;

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

    /** An output gathers from the input pixels whose window covers it. */
    byte[] transposedConvolution(TransposedConvolution convolution) {
        int groupInputs = input.channels() / convolution.groups();
        int groupOutputs = output.channels() / convolution.groups();
        Window w = convolution.window();
        return each((channel, y, x) -> {
            int sum = 0;
            for (int i = 0; i < input.size(); i++) {
                int from = i / (input.height() * input.width());
                int ky = y + w.padTop() - i / input.width() % input.height() * w.strideY();
                int kx = x + w.padLeft() - i % input.width() * w.strideX();
                boolean met = from / groupInputs == channel / groupOutputs && ky >= 0 && ky < w.spanHeight() && ky % w.dilationY() == 0
                        && kx >= 0 && kx < w.spanWidth() && kx % w.dilationX() == 0;
                if (met) {
                    int kernel = from * groupOutputs + channel % groupOutputs;
                    int tap = (kernel * w.kernelHeight() + ky / w.dilationY()) * w.kernelWidth() + kx / w.dilationX();
                    sum += convolution.weights()[tap] * (values[i] - zeroPoint);
                }
            }
            return convolution.requantisation().apply(channel, sum);
        });
    }

    byte[] areaMaxPool(AreaMaxPool pool) {
        return each((channel, y, x) -> {
            int maximum = Byte.MIN_VALUE;
            for (int i = channel * pixels(); i < (channel + 1) * pixels(); i++) {
                if (covers(pool.rows().get(y), i / input.width() % input.height()) && covers(pool.columns().get(x), i % input.width())) {
                    maximum = Math.max(maximum, values[i]);
                }
            }
            return (byte) maximum;
        });
    }

    byte[] areaAveragePool(AreaAveragePool pool) {
        return each((channel, y, x) -> {
            int sum = 0;
            for (int i = channel * pixels(); i < (channel + 1) * pixels(); i++) {
                if (covers(pool.rows().get(y), i / input.width() % input.height()) && covers(pool.columns().get(x), i % input.width())) {
                    sum += values[i] - zeroPoint;
                }
            }
            return pool.requantisation().apply(y * output.width() + x, sum);
        });
    }

    /** Element by element from the definition of a product of this tensor as (k, m) and the other as (k, n). */
    byte[] matrixProduct(MatrixProduct product, byte[] other) {
        int n = output.channels();
        int m = output.size() / n;
        byte[] results = new byte[output.size()];
        for (int i = 0; i < results.length; i++) {
            int sum = 0;
            for (int k = 0; k < input.channels(); k++) {
                sum += values[k * m + i % m] * other[k * n + i / m];
            }
            results[i] = product.requantisation().apply(i / m, sum);
        }
        return results;
    }

    byte[] responseNormalisation(LocalResponseNormalisation normalisation, Quantisation read, Quantisation made) {
        return each((channel, y, x) -> {
            double squares = 0;
            for (int offset = 0; offset < normalisation.size(); offset++) {
                int neighbour = channel - normalisation.size() / 2 + offset;
                double value = neighbour < 0 || neighbour >= input.channels() ? 0 : real(read, neighbour, y, x);
                squares += value * value;
            }
            double base = normalisation.k() + (double) normalisation.alpha() / normalisation.size() * squares;
            return made.quantise((float) (real(read, channel, y, x) / Math.pow(base, normalisation.beta())));
        });
    }

    byte[] softmax(Quantisation read, Quantisation made) {
        return each((channel, y, x) -> made.quantise((float) softmax(read, channel, y, x)));
    }

    byte[] logSoftmax(Quantisation read, Quantisation made) {
        return each((channel, y, x) -> made.quantise((float) Math.log(softmax(read, channel, y, x))));
    }

    private double softmax(Quantisation read, int channel, int y, int x) {
        double sum = 0;
        for (int i = 0; i < input.channels(); i++) {
            sum += Math.exp(real(read, i, y, x) - real(read, channel, y, x));
        }
        return 1 / sum;
    }

    private double real(Quantisation read, int channel, int y, int x) {
        return (double) read.scale() * (values[(channel * input.height() + y) * input.width() + x] - read.zeroPoint());
    }

    private static boolean covers(Interval interval, int at) {
        return at >= interval.first() && at < interval.end() && (at - interval.first()) % interval.step() == 0;
    }

    private int pixels() {
        return input.height() * input.width();
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
