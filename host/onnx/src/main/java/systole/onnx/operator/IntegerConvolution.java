package systole.onnx.operator;

import systole.onnx.tensor.DataType;

/** Convolution of whole numbers, their zero points taken off before: sums are int32 and wrap around. Padding is 0 then. */
final class IntegerConvolution {
    private final ConvolutionShape shape;
    private final int[] input;
    private final int[] weights;
    private final int[] columns;

    private IntegerConvolution(ConvolutionShape shape, int[] input, int[] weights) {
        this.shape = shape;
        this.input = input;
        this.weights = weights;
        columns = shape.columns(DataType.INT32).ints();
    }

    /**
     * The sums, as (images, channels, ...).
     *
     * @param input less its zero point
     * @param weights less theirs
     */
    static int[] sums(ConvolutionShape shape, int[] input, int[] weights) {
        int[] sums = new int[shape.output().size()];
        IntegerConvolution convolution = new IntegerConvolution(shape, input, weights);
        shape.forEachBand((piece, place, count, offsets) -> convolution.add(piece, place, count, offsets, sums));
        return sums;
    }

    private void add(int piece, int place, int count, int[] offsets, int[] sums) {
        fill(piece, count, offsets);
        int places = shape.windows().output().size();
        for (int output = 0; output < shape.outputs(); output++) {
            int to = (piece * shape.outputs() + output) * places + place;
            IntegerProduct.addRow(weights, (shape.channel(piece) + output) * shape.depth(), shape.depth(), columns, count, sums, to);
        }
    }

    private void fill(int piece, int count, int[] offsets) {
        int plane = shape.windows().input().size();
        int taps = shape.windows().taps();
        for (int tap = 0; tap < taps; tap++) {
            for (int channel = 0; channel < shape.inputs(); channel++) {
                int from = (piece * shape.inputs() + channel) * plane;
                int to = (channel * taps + tap) * count;
                for (int i = 0; i < count; i++) {
                    int offset = offsets[tap * count + i];
                    columns[to + i] = offset < 0 ? 0 : input[from + offset];
                }
            }
        }
    }
}
