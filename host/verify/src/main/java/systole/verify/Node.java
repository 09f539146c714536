package systole.verify;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A layer and what it reads.
 *
 * @param reads numbers of tensors: 0 is the case's input, i what its i-th layer makes
 */
public record Node(List<Integer> reads, Layer layer) {
    public Node {
        reads = List.copyOf(reads);
    }

    /** A layer that reads one tensor. */
    Node(int reads, Layer layer) {
        this(List.of(reads), layer);
    }

    /** The same layer behind tensors of other numbers. */
    Node renumbered(IntUnaryOperator numbers) {
        return new Node(reads.stream().map(numbers::applyAsInt).toList(), layer);
    }

    /** Another layer behind the same tensors. */
    Node with(Layer other) {
        return new Node(reads, other);
    }
}
