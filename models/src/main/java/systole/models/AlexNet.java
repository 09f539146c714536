package systole.models;

import systole.graph.Graph;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;

/**
 * AlexNet of Krizhevsky, Sutskever and Hinton, 2012: conv2, conv4 and conv5 in the two groups that the paper spread over two GPUs, pools that
 * overlap, and local response normalisation before the first two of them. The paper says 224x224 pixels; its sizes come out with 227x227.
 */
final class AlexNet {
    private static final Window POOL = Window.square(3, 2, 0);
    private static final int GROUPS = 2;
    private static final float DROPOUT = 0.5f;

    private AlexNet() {
    }

    static Graph graph() {
        Value x = Graph.sequential("alexnet", Shape.map(3, 227, 227));
        x = x.conv2d("conv1", 96, Window.square(11, 4, 0)).relu("relu1");
        x = normalise(x, "norm1").maxPool("pool1", POOL);
        x = x.conv2d("conv2", 256, Window.square(5, 1, 2), GROUPS).relu("relu2");
        x = normalise(x, "norm2").maxPool("pool2", POOL);
        x = x.conv2d("conv3", 384, Window.square(3, 1, 1)).relu("relu3");
        x = x.conv2d("conv4", 384, Window.square(3, 1, 1), GROUPS).relu("relu4");
        x = x.conv2d("conv5", 256, Window.square(3, 1, 1), GROUPS).relu("relu5").maxPool("pool5", POOL);
        return x.flatten("flatten")
                .linear("fc6", 4096).relu("relu6").dropout("drop6", DROPOUT)
                .linear("fc7", 4096).relu("relu7").dropout("drop7", DROPOUT)
                .linear("fc8", 1000).softmax("softmax").build();
    }

    /** Section 3.3: n = 5, k = 2, alpha = 1e-4, beta = 0.75; the paper does not divide alpha by n, as the operator does. */
    private static Value normalise(Value x, String name) {
        return x.then(name, new Operator.LocalResponseNorm(5, 5 * 1e-4f, 0.75f, 2));
    }
}
