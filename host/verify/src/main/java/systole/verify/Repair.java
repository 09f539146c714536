package systole.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import systole.verify.Layer.Addition;
import systole.verify.Layer.Convolution;

/**
 * Fits convolutions to channels that a reduction left over: their groups to what they read, and their outputs to what they are added
 * to. Otherwise the channels before a grouped convolution, or on both ways to a sum, could not shrink one by one.
 */
final class Repair {
    private Repair() {
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
        List<Node> results = new ArrayList<>(nodes);
        for (int i = 0; i < results.size(); i++) {
            Node node = results.get(i);
            List<TensorType> read = node.reads().stream().map(types::get).toList();
            if (node.layer() instanceof Convolution convolution) {
                results.set(i, node.with(grouped(convolution, read.getFirst().shape().channels())));
            } else if (node.layer() instanceof Addition && fewerChannels(node, types, results)) {
                return repaired(input, results);
            }
            types.add(results.get(i).layer().output(read));
        }
        return results;
    }

    /** Never more groups or outputs than before. */
    private static Convolution grouped(Convolution c, int channels) {
        if (channels % c.groups() == 0) {
            return c;
        }
        int groups = channels < c.groups() ? channels : BigInteger.valueOf(channels).gcd(BigInteger.valueOf(c.groups())).intValue();
        return withOutputs(c, c.outputs() / c.groups() * groups, groups);
    }

    /** Takes the operand with more channels down to the other's, if that is a plain convolution's work; false where nothing is to be done. */
    private static boolean fewerChannels(Node sum, List<TensorType> types, List<Node> nodes) {
        int left = sum.reads().getFirst();
        int right = sum.reads().getLast();
        int difference = types.get(left).shape().channels() - types.get(right).shape().channels();
        int producer = (difference > 0 ? left : right) - 1;
        int channels = types.get(difference > 0 ? right : left).shape().channels();
        if (difference == 0 || producer < 0 || !(nodes.get(producer).layer() instanceof Convolution c) || c.groups() > 1) {
            return false;
        }
        nodes.set(producer, nodes.get(producer).with(withOutputs(c, channels, 1)));
        return true;
    }

    private static Convolution withOutputs(Convolution c, int outputs, int groups) {
        return new Convolution(outputs, c.window(), groups, c.weights(), c.tail());
    }
}
