package systole.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import systole.graph.Shape;
import systole.verify.Layer.Convolution;

/**
 * Fits the groups of convolutions to channels that a reduction left over. Otherwise the channels before a grouped convolution could
 * not shrink one by one.
 */
final class GroupRepair {
    private GroupRepair() {
    }

    /** The case with other layers, repaired. */
    static Case withNodes(Case from, List<Node> nodes) {
        return from.withNodes(repaired(from.input().shape(), nodes));
    }

    /** The case with another input, repaired. */
    static Case withInput(Case from, Input input) {
        return new Case(from.accelerator(), from.memory(), input, repaired(input.shape(), from.nodes()));
    }

    private static List<Node> repaired(Shape input, List<Node> nodes) {
        List<Shape> shapes = new ArrayList<>(List.of(input));
        List<Node> results = new ArrayList<>();
        for (Node node : nodes) {
            Shape read = shapes.get(node.reads());
            Layer layer = node.layer() instanceof Convolution convolution ? repaired(convolution, read.channels()) : node.layer();
            results.add(new Node(node.reads(), layer));
            shapes.add(layer.output(read));
        }
        return results;
    }

    /** Never more groups or outputs than before. */
    private static Convolution repaired(Convolution c, int channels) {
        if (channels % c.groups() == 0) {
            return c;
        }
        int groups = channels < c.groups() ? channels : BigInteger.valueOf(channels).gcd(BigInteger.valueOf(c.groups())).intValue();
        return new Convolution(c.outputs() / c.groups() * groups, c.window(), groups, c.weights(), c.tail());
    }
}
