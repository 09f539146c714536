/**
 * Quantised graphs: int8 tensors with affine scales, and the integer operators on them. Their semantics is the numerics
 * contract: what every device computes, byte for byte.
 */
package systole.quant;
