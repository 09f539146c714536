package systole.compiler;

import java.util.List;
import java.util.Locale;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;

/** A part of a network that one side computes without the other. */
public sealed interface Segment {
    /** What the array computes. */
    record ArrayProgram(Program program) implements Segment {
    }

    /**
     * A node that the host computes, image by image.
     *
     * @param node the node
     * @param inputs the tensors that it reads, in its order
     */
    record HostNode(QuantisedNode node, List<QuantisedTensor> inputs) implements Segment {
        public HostNode {
            inputs = List.copyOf(inputs);
        }

        /** What it is, in reports: {@code host:softmax}. */
        public String op() {
            return "host:" + switch (node.operator()) {
                case QuantisedOperator.LocalResponseNormalisation _ -> "lrn";
                default -> node.operator().getClass().getSimpleName().toLowerCase(Locale.ROOT);
            };
        }
    }
}
