package systole.runtime.reference;

import systole.quant.QuantisedOperator.Linear;

/** A fully connected layer of one image. */
final class LinearLoops {
    private LinearLoops() {
    }

    static byte[] run(Linear linear, int zeroPoint, byte[] values, int outputs) {
        byte[] weights = linear.weights();
        byte[] results = new byte[outputs];
        for (int output = 0; output < outputs; output++) {
            int sum = 0;
            int row = output * values.length;
            for (int i = 0; i < values.length; i++) {
                sum += weights[row + i] * (values[i] - zeroPoint);
            }
            results[output] = linear.requantisation().apply(output, sum);
        }
        return results;
    }
}
