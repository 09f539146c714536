package systole.verify;

/**
 * A layer and what it reads.
 *
 * @param reads number of a tensor: 0 is the case's input, i what its i-th layer makes
 */
public record Node(int reads, Layer layer) {
}
