package systole.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
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
        return from.withNodes(repaired(from.input(), nodes));
    }

    /** The case with another input, repaired. */
    static Case withInput(Case from, Input input) {
        return new Case(from.accelerator(), from.memory(), input, repaired(input, from.nodes()));
    }

    private static List<Node> repaired(Input input, List<Node> nodes) {
        List<TensorType> types = new ArrayList<>(List.of(input.type()));
        List<Node> results = new ArrayList<>();
        for (Node node : nodes) {
            List<TensorType> read = node.reads().stream().map(types::get).toList();
            Layer layer = node.layer() instanceof Convolution convolution
                    ? repaired(convolution, read.getFirst().shape().channels()) : node.layer();
            results.add(node.with(layer));
            types.add(layer.output(read));
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
