package systole.models;

import systole.graph.Divisor;
import systole.graph.Operator;
import systole.graph.Rounding;
import systole.graph.Value;
import systole.graph.Window;

/**
 * Inception-v4 of Szegedy, Ioffe, Vanhoucke and Alemi, 2017, figures 3 to 9. Average pools leave padding out of their means, and normalisations
 * have an epsilon of 0.001, as in the authors' own program.
 */
final class InceptionV4 {
    private static final Window HALVING = Window.square(3, 2, 0);

    private InceptionV4() {
    }

    static Value layers(Value image, NetworkSize size) {
        Value x = stem(new Builder("stem", size), image);
        for (int i = 1; i <= 4; i++) {
            x = blockA(new Builder("inceptionA" + i, size), x);
        }
        x = reductionA(new Builder("reductionA", size), x);
        for (int i = 1; i <= 7; i++) {
            x = blockB(new Builder("inceptionB" + i, size), x);
        }
        x = reductionB(new Builder("reductionB", size), x);
        for (int i = 1; i <= 3; i++) {
            x = blockC(new Builder("inceptionC" + i, size), x);
        }
        return x.globalAveragePool("avgpool").flatten("flatten").dropout("drop", 0.2f).linear("fc", size.classes()).softmax("softmax");
    }

    /**
     * Appends the nodes of one block.
     *
     * @param block begins their names
     */
    private record Builder(String block, NetworkSize size) {
        /** A convolution with normalisation and ReLU. */
        private Value convolve(Value x, String name, int outputs, Window window) {
            String node = block + "." + name;
            return x.then(node, new Operator.Conv2d(size.channels(outputs), window, 1, false))
                    .then(node + ".bn", new Operator.BatchNorm2d(1e-3f, 0.1f)).relu(node + ".relu");
        }

        /** One that keeps the map's extents. */
        Value same(Value x, String name, int outputs, int height, int width) {
            return convolve(x, name, outputs, new Window(height, width, 1, 1, height / 2, width / 2, height / 2, width / 2, 1, 1));
        }

        Value pointwise(Value x, String name, int outputs) {
            return same(x, name, outputs, 1, 1);
        }

        /** 3x3 without padding. */
        Value valid(Value x, String name, int outputs, int stride) {
            return convolve(x, name, outputs, Window.square(3, stride, 0));
        }

        Value maxPool(Value x) {
            return x.maxPool(block + ".pool", HALVING);
        }

        Value averagePool(Value x) {
            return x.then(block + ".pool", new Operator.AveragePool(Window.square(3, 1, 1), Rounding.FLOOR, Divisor.INPUT));
        }

        Value concat(String name, Value first, Value... others) {
            return first.concat(block + "." + name, others);
        }
    }

    /** Figure 3. */
    private static Value stem(Builder b, Value image) {
        Value x = b.valid(b.valid(image, "conv1", 32, 2), "conv2", 32, 1);
        x = b.same(x, "conv3", 64, 3, 3);
        x = b.concat("concat1", b.maxPool(x), b.valid(x, "conv4", 96, 2));
        Value left = b.valid(b.pointwise(x, "left1", 64), "left2", 96, 1);
        Value right = b.same(b.same(b.pointwise(x, "right1", 64), "right2", 64, 7, 1), "right3", 64, 1, 7);
        x = b.concat("concat2", left, b.valid(right, "right4", 96, 1));
        return b.concat("concat3", b.valid(x, "conv5", 192, 2), x.maxPool("stem.pool2", HALVING));
    }

    /** Figure 4. */
    private static Value blockA(Builder b, Value x) {
        Value pooled = b.pointwise(b.averagePool(x), "pool_proj", 96);
        Value one = b.pointwise(x, "1x1", 96);
        Value three = b.same(b.pointwise(x, "3x3_reduce", 64), "3x3", 96, 3, 3);
        Value twice = b.same(b.same(b.pointwise(x, "double_reduce", 64), "double1", 96, 3, 3), "double2", 96, 3, 3);
        return b.concat("output", pooled, one, three, twice);
    }

    /** Figure 7, with table 1's k = 192, l = 224, m = 256 and n = 384. */
    private static Value reductionA(Builder b, Value x) {
        Value twice = b.same(b.pointwise(x, "double_reduce", 192), "double1", 224, 3, 3);
        return b.concat("output", b.maxPool(x), b.valid(x, "3x3", 384, 2), b.valid(twice, "double2", 256, 2));
    }

    /** Figure 5. */
    private static Value blockB(Builder b, Value x) {
        Value pooled = b.pointwise(b.averagePool(x), "pool_proj", 128);
        Value one = b.pointwise(x, "1x1", 384);
        Value cross = b.same(b.same(b.pointwise(x, "7x7_reduce", 192), "7x7_1", 224, 1, 7), "7x7_2", 256, 7, 1);
        Value twice = b.same(b.same(b.pointwise(x, "double_reduce", 192), "double1", 192, 1, 7), "double2", 224, 7, 1);
        twice = b.same(b.same(twice, "double3", 224, 1, 7), "double4", 256, 7, 1);
        return b.concat("output", pooled, one, cross, twice);
    }

    /** Figure 8. */
    private static Value reductionB(Builder b, Value x) {
        Value three = b.valid(b.pointwise(x, "3x3_reduce", 192), "3x3", 192, 2);
        Value seven = b.same(b.same(b.pointwise(x, "7x7_reduce", 256), "7x7_1", 256, 1, 7), "7x7_2", 320, 7, 1);
        return b.concat("output", b.maxPool(x), three, b.valid(seven, "7x7_3", 320, 2));
    }

    /** Figure 6. */
    private static Value blockC(Builder b, Value x) {
        Value pooled = b.pointwise(b.averagePool(x), "pool_proj", 256);
        Value one = b.pointwise(x, "1x1", 256);
        Value split = b.pointwise(x, "split_reduce", 384);
        Value twice = b.same(b.same(b.pointwise(x, "double_reduce", 384), "double1", 448, 1, 3), "double2", 512, 3, 1);
        return b.concat("output", pooled, one, b.same(split, "split1", 256, 1, 3), b.same(split, "split2", 256, 3, 1),
                b.same(twice, "double3", 256, 3, 1), b.same(twice, "double4", 256, 1, 3));
    }
}
