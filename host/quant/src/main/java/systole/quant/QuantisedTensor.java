package systole.quant;

import systole.graph.Shape;

/**
 * The type of a quantised activation.
 *
 * @param name unique in its graph
 * @param shape without the batch
 * @param quantisation per tensor
 */
public record QuantisedTensor(String name, Shape shape, Quantisation quantisation) {
}
