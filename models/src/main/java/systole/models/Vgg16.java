package systole.models;

import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;

/** VGG-16 of Simonyan and Zisserman, 2015, configuration D: nothing but 3x3 convolutions in five stages, each ended by a 2x2 pool. */
final class Vgg16 {
    private static final int[] WIDTHS = {64, 128, 256, 512, 512};
    private static final int[] CONVOLUTIONS = {2, 2, 3, 3, 3};
    private static final float DROPOUT = 0.5f;

    private Vgg16() {
    }

    static Graph graph() {
        Value x = Graph.sequential("vgg16", Shape.map(3, 224, 224));
        for (int stage = 1; stage <= WIDTHS.length; stage++) {
            for (int i = 1; i <= CONVOLUTIONS[stage - 1]; i++) {
                x = x.conv2d("conv%d_%d".formatted(stage, i), WIDTHS[stage - 1], Window.square(3, 1, 1)).relu("relu%d_%d".formatted(stage, i));
            }
            x = x.maxPool("pool" + stage, Window.square(2, 2, 0));
        }
        return x.flatten("flatten")
                .linear("fc6", 4096).relu("relu6").dropout("drop6", DROPOUT)
                .linear("fc7", 4096).relu("relu7").dropout("drop7", DROPOUT)
                .linear("fc8", 1000).softmax("softmax").build();
    }
}
