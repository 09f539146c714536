package systole.nn;

import java.util.Arrays;
import systole.graph.Node;
import systole.graph.Shape;
import systole.graph.Window;

/**
 * Convolution as matrix products, image by image and group by group: output (outputs, pixels) = weight (outputs, taps) times columns (taps, pixels),
 * where the columns hold what each pixel's window reads.
 */
final class Conv2dLayer implements Layer {
    private final Node node;
    private final Shape input;
    private final Shape output;
    private final int groups;
    private final Parameters parameters;
    private final Columns walk;
    private final float[] columns;

    Conv2dLayer(Node node, Window window, int groups, Shape input, Parameters parameters) {
        this.node = node;
        this.input = input;
        output = node.output();
        this.groups = groups;
        this.parameters = parameters;
        walk = new Columns(window, input.channels() / groups, input, output);
        columns = new float[walk.size()];
    }

    @Override
    public void forward(int images, float[] from, float[] to) {
        float[] bias = parameters.bias(node);
        for (int image = 0; image < images; image++) {
            for (int group = 0; group < groups; group++) {
                walk.gather(from, inputOffset(image, group), columns);
                Matrix result = outputs(to, image, group);
                for (int row = 0; row < result.rows(); row++) {
                    Arrays.fill(to, result.at(row, 0), result.at(row + 1, 0), bias[group * result.rows() + row]);
                }
                MatrixProduct.add(weight(parameters, group), walk.matrix(columns), result);
            }
        }
    }

    @Override
    public void backward(int images, float[] from, float[] to, float[] toGradient, float[] fromGradient, Parameters gradients) {
        float[] biasGradient = gradients.bias(node);
        float[] columnsGradient = new float[walk.size()];
        for (int image = 0; image < images; image++) {
            for (int group = 0; group < groups; group++) {
                Matrix delta = outputs(toGradient, image, group);
                for (int row = 0; row < delta.rows(); row++) {
                    biasGradient[group * delta.rows() + row] += sum(toGradient, delta.at(row, 0), delta.at(row + 1, 0));
                }
                walk.gather(from, inputOffset(image, group), columns);
                MatrixProduct.add(delta, walk.matrix(columns).transposed(), weight(gradients, group));
                Arrays.fill(columnsGradient, 0);
                MatrixProduct.add(weight(parameters, group).transposed(), delta, walk.matrix(columnsGradient));
                walk.scatter(columnsGradient, fromGradient, inputOffset(image, group));
            }
        }
    }

    private int inputOffset(int image, int group) {
        return image * input.size() + group * (input.size() / groups);
    }

    private Matrix outputs(float[] values, int image, int group) {
        int size = output.size() / groups;
        return Matrix.of(values, image * output.size() + group * size, output.channels() / groups, output.height() * output.width());
    }

    private Matrix weight(Parameters of, int group) {
        int rows = output.channels() / groups;
        return Matrix.of(of.weight(node), group * rows * walk.taps(), rows, walk.taps());
    }

    private static float sum(float[] values, int from, int to) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }
}
