package systole.nn;

import java.util.List;

/**
 * Inputs one after the other along the channels.
 *
 * @param sizes elements of one image, for each input
 */
record ConcatLayer(List<Integer> sizes) implements Layer {
    ConcatLayer {
        sizes = List.copyOf(sizes);
    }

    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        int to = 0;
        for (int image = 0; image < pass.images(); image++) {
            for (int i = 0; i < inputs.length; i++) {
                System.arraycopy(inputs[i], image * sizes.get(i), output, to, sizes.get(i));
                to += sizes.get(i);
            }
        }
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        int from = 0;
        for (int image = 0; image < pass.images(); image++) {
            for (int i = 0; i < inputs.length; i++) {
                int size = sizes.get(i);
                for (int element = 0; element < size; element++) {
                    inputGradients[i][image * size + element] += outputGradient[from++];
                }
            }
        }
    }
}
