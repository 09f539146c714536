package systole.nn;

/** A layer whose output is rounded; where it is clipped as well, no gradient comes back. */
final class RoundedOutputLayer implements Layer {
    private final Layer layer;
    private final FakeQuantisation.Grid grid;
    private final int size;
    private final boolean[] clipped;

    /**
     * @param size elements of one image's output
     * @param capacity images of the batch
     */
    RoundedOutputLayer(Layer layer, FakeQuantisation.Grid grid, int size, int capacity) {
        this.layer = layer;
        this.grid = grid;
        this.size = size;
        clipped = new boolean[Math.multiplyExact(size, capacity)];
    }

    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        layer.forward(pass, inputs, output);
        pass.workers().forRanges(pass.images() * size, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                clipped[i] = output[i] < grid.low() || output[i] > grid.high();
                output[i] = grid.rounding().of(output[i]);
            }
        });
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        stopAtClipped(pass, outputGradient);
        layer.backward(pass, inputs, output, outputGradient, inputGradients);
    }

    @Override
    public void addGradients(Pass pass, float[][] inputs, float[] outputGradient, Parameters gradients) {
        stopAtClipped(pass, outputGradient);
        layer.addGradients(pass, inputs, outputGradient, gradients);
    }

    /** Whichever way the gradient goes first; a second time changes nothing. */
    private void stopAtClipped(Pass pass, float[] outputGradient) {
        for (int i = 0; i < pass.images() * size; i++) {
            if (clipped[i]) {
                outputGradient[i] = 0;
            }
        }
    }
}
