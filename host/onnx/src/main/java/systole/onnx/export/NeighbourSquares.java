package systole.onnx.export;

import systole.graph.Shape;

/**
 * Local response normalisation in double precision, for windows of any size: ONNX Runtime's LRN takes only odd ones, and float32.
 *
 * @param name of the normalisation; what is within begins with it
 * @param shape of the tensor
 * @param size channels of a window: size/2 before, (size-1)/2 behind
 */
record NeighbourSquares(GraphWriter writer, String name, Shape shape, int size) {
    /**
     * scale * x * (k + alpha/size * sum of (scale * x)^2)^-beta for a tensor of doubles; a band matrix adds up the squares. Gives the result's name.
     */
    String normalised(String values, double scale, float alpha, float beta, float k) {
        int channels = shape.channels();
        String pixels = writer.append(part("pixels"), Operation.of("Reshape"), values, writer.longs(part("matrix"), 0, channels, -1));
        String squares = writer.append(part("squares"), Operation.of("Mul"), pixels, pixels);
        String sums = writer.append(part("sums"), Operation.of("MatMul"), writer.doubles(part("band"), band(channels), channels, channels), squares);
        String shares = times("shares", times("real_sums", sums, scale * scale), (double) alpha / size);
        String base = writer.append(part("base"), Operation.of("Add"), shares, writer.scalar(part("k"), (double) k));
        String power = writer.append(part("power"), Operation.of("Pow"), base, writer.scalar(part("exponent"), -(double) beta));
        String product = writer.append(part("product"), Operation.of("Mul"), times("reals", pixels, scale), power);
        return writer.append(part("result"), Operation.of("Reshape"), product, writer.extents(part("shape"), shape));
    }

    private String times(String part, String read, double factor) {
        return writer.append(part(part), Operation.of("Mul"), read, writer.scalar(part(part + "_factor"), factor));
    }

    private double[] band(int channels) {
        double[] matrix = new double[channels * channels];
        for (int channel = 0; channel < channels; channel++) {
            for (int other = Math.max(0, channel - size / 2); other <= Math.min(channels - 1, channel + (size - 1) / 2); other++) {
                matrix[channel * channels + other] = 1;
            }
        }
        return matrix;
    }

    private String part(String what) {
        return name + "/" + what;
    }
}
