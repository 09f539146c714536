package systole.nn;

/** (rows, columns) to (columns, rows), image by image. */
record TransposeLayer(int rows, int columns) implements Layer {
    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        pass.workers().forRanges(pass.images() * rows, columns, (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int column = 0; column < columns; column++) {
                    output[transposed(row, column)] = inputs[0][row * columns + column];
                }
            }
        });
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        pass.workers().forRanges(pass.images() * rows, columns, (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int column = 0; column < columns; column++) {
                    inputGradients[0][row * columns + column] += outputGradient[transposed(row, column)];
                }
            }
        });
    }

    /** Index in the output of an element of the input, whose rows are counted over all images. */
    private int transposed(int row, int column) {
        return row / rows * rows * columns + column * rows + row % rows;
    }
}
