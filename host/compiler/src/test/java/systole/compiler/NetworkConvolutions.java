package systole.compiler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedGraph;

/** The convolutions of AlexNet, VGG-16, GoogLeNet and ResNet-50, one by one and in chains without branches. */
final class NetworkConvolutions {
    /**
     * A convolution on square maps.
     *
     * @param channels input channels
     * @param size rows and columns of the input
     * @param count how often the network has it
     */
    record Layer(int channels, int size, int outputs, int kernel, int stride, int padding, int groups, int count) {
        Shape input() {
            return Shape.map(channels, size, size);
        }

        boolean first() {
            return channels == 3;
        }

        GraphMaker addTo(GraphMaker maker) {
            return maker.convolution(outputs, Window.square(kernel, stride, padding), groups);
        }

        /** Between two pointwise layers; the first layer of a network has only one behind it. */
        QuantisedGraph chained() {
            GraphMaker maker = new GraphMaker(new SplittableRandom(1), first() ? input() : Shape.map(64, size, size));
            Window pointwise = Window.square(1, 1, 0);
            return addTo(first() ? maker : maker.convolution(channels, pointwise, 1)).convolution(64, pointwise, 1).graph();
        }

        @Override
        public String toString() {
            return "%d x %d to %d, %dx%d, map %dx%d%s, stride %d".formatted(count, channels, outputs, kernel, kernel, size, size,
                    groups == 1 ? "" : ", " + groups + " groups", stride);
        }
    }

    private final List<Layer> layers = new ArrayList<>();

    private NetworkConvolutions() {
    }

    static Map<String, List<Layer>> all() {
        Map<String, List<Layer>> networks = new LinkedHashMap<>();
        networks.put("AlexNet", alexnet());
        networks.put("VGG-16", vgg16());
        networks.put("GoogLeNet", googlenet());
        networks.put("ResNet-50", resnet50());
        return networks;
    }

    private static List<Layer> alexnet() {
        return new NetworkConvolutions().add(3, 227, 96, 11, 4, 0, 1).layer(new Layer(96, 27, 256, 5, 1, 2, 2, 1)).add(256, 13, 384, 3, 1, 1, 1)
                .layer(new Layer(384, 13, 384, 3, 1, 1, 2, 1)).layer(new Layer(384, 13, 256, 3, 1, 1, 2, 1)).layers;
    }

    private static List<Layer> vgg16() {
        return new NetworkConvolutions().add(3, 224, 64, 3, 1, 1, 1).add(64, 224, 64, 3, 1, 1, 1)
                .add(64, 112, 128, 3, 1, 1, 1).add(128, 112, 128, 3, 1, 1, 1).add(128, 56, 256, 3, 1, 1, 1).add(256, 56, 256, 3, 1, 1, 2)
                .add(256, 28, 512, 3, 1, 1, 1).add(512, 28, 512, 3, 1, 1, 2).add(512, 14, 512, 3, 1, 1, 3).layers;
    }

    private static List<Layer> googlenet() {
        return new NetworkConvolutions().add(3, 224, 64, 7, 2, 3, 1).add(64, 56, 64, 1, 1, 0, 1).add(64, 56, 192, 3, 1, 1, 1)
                .inception(192, 28, 64, 96, 128, 16, 32, 32).inception(256, 28, 128, 128, 192, 32, 96, 64)
                .inception(480, 14, 192, 96, 208, 16, 48, 64).inception(512, 14, 160, 112, 224, 24, 64, 64)
                .inception(512, 14, 128, 128, 256, 24, 64, 64).inception(512, 14, 112, 144, 288, 32, 64, 64)
                .inception(528, 14, 256, 160, 320, 32, 128, 128).inception(832, 7, 256, 160, 320, 32, 128, 128)
                .inception(832, 7, 384, 192, 384, 48, 128, 128).layers;
    }

    private static List<Layer> resnet50() {
        return new NetworkConvolutions().add(3, 224, 64, 7, 2, 3, 1)
                .stage(64, 56, 64, 1, 3).stage(256, 56, 128, 2, 4).stage(512, 28, 256, 2, 6).stage(1024, 14, 512, 2, 3).layers;
    }

    /** Bottleneck blocks: the first one halves the map, all end in four times the width. */
    private NetworkConvolutions stage(int channels, int size, int width, int stride, int blocks) {
        int map = size / stride;
        return add(channels, size, width, 1, 1, 0, 1).add(width, size, width, 3, stride, 1, 1).add(channels, size, 4 * width, 1, stride, 0, 1)
                .add(width, map, 4 * width, 1, 1, 0, blocks).add(4 * width, map, width, 1, 1, 0, blocks - 1)
                .add(width, map, width, 3, 1, 1, blocks - 1);
    }

    private NetworkConvolutions inception(int channels, int size, int one, int reduce3, int three, int reduce5, int five, int pool) {
        return add(channels, size, one, 1, 1, 0, 1).add(channels, size, reduce3, 1, 1, 0, 1).add(reduce3, size, three, 3, 1, 1, 1)
                .add(channels, size, reduce5, 1, 1, 0, 1).add(reduce5, size, five, 5, 1, 2, 1).add(channels, size, pool, 1, 1, 0, 1);
    }

    private NetworkConvolutions add(int channels, int size, int outputs, int kernel, int stride, int padding, int count) {
        return layer(new Layer(channels, size, outputs, kernel, stride, padding, 1, count));
    }

    private NetworkConvolutions layer(Layer layer) {
        layers.add(layer);
        return this;
    }

    /** The networks' main paths: VGG-16 as it is, AlexNet without normalisation, ResNet-50 without shortcuts. */
    static Map<String, QuantisedGraph> chains() {
        Map<String, QuantisedGraph> chains = new LinkedHashMap<>();
        chains.put("AlexNet", alexnetChain());
        chains.put("VGG-16", vggChain());
        chains.put("ResNet-50", resnetChain());
        return chains;
    }

    private static GraphMaker image(int size) {
        return new GraphMaker(new SplittableRandom(1), Shape.map(3, size, size));
    }

    private static QuantisedGraph alexnetChain() {
        Window pool = Window.square(3, 2, 0);
        return image(227).convolution(96, Window.square(11, 4, 0), 1).maxPool(pool).convolution(256, Window.square(5, 1, 2), 2).maxPool(pool)
                .convolution(384, same(3), 1).convolution(384, same(3), 2).convolution(256, same(3), 2).maxPool(pool)
                .linear(4096).linear(4096).linear(1000).graph();
    }

    private static QuantisedGraph vggChain() {
        GraphMaker maker = image(224);
        for (List<Integer> widths : List.of(List.of(64, 64), List.of(128, 128), List.of(256, 256, 256), List.of(512, 512, 512),
                List.of(512, 512, 512))) {
            widths.forEach(width -> maker.convolution(width, same(3), 1));
            maker.maxPool(Window.square(2, 2, 0));
        }
        return maker.linear(4096).linear(4096).linear(1000).graph();
    }

    private static QuantisedGraph resnetChain() {
        GraphMaker maker = image(224).convolution(64, Window.square(7, 2, 3), 1).maxPool(Window.square(3, 2, 1));
        int width = 64;
        for (int blocks : new int[] {3, 4, 6, 3}) {
            for (int block = 0; block < blocks; block++) {
                int stride = block == 0 && width > 64 ? 2 : 1;
                maker.convolution(width, same(1), 1).convolution(width, Window.square(3, stride, 1), 1).convolution(4 * width, same(1), 1);
            }
            width *= 2;
        }
        return maker.averagePool(Window.square(7, 1, 0)).linear(1000).graph();
    }

    private static Window same(int kernel) {
        return Window.square(kernel, 1, kernel / 2);
    }
}
