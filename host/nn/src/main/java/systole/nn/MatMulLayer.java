package systole.nn;

import java.util.Arrays;
import systole.graph.Shape;

/** Matrix product of two tensors, image by image: (n, k) times (k, m). */
record MatMulLayer(Shape left, Shape right) implements Layer {
    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        Arrays.fill(output, 0, pass.images() * rows() * columns(), 0);
        pass.workers().forEach(pass.images(), image ->
                MatrixProduct.add(matrix(inputs[0], left, image), matrix(inputs[1], right, image), matrix(output, product(), image)));
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        pass.workers().forEach(pass.images(), image -> {
            Matrix delta = matrix(outputGradient, product(), image);
            MatrixProduct.add(delta, matrix(inputs[1], right, image).transposed(), matrix(inputGradients[0], left, image));
            MatrixProduct.add(matrix(inputs[0], left, image).transposed(), delta, matrix(inputGradients[1], right, image));
        });
    }

    private int rows() {
        return left.extents().getFirst();
    }

    private int columns() {
        return right.extents().getLast();
    }

    private Shape product() {
        return Shape.of(rows(), columns());
    }

    private static Matrix matrix(float[] values, Shape shape, int image) {
        return Matrix.of(values, image * shape.size(), shape.extents().getFirst(), shape.extents().getLast());
    }
}
