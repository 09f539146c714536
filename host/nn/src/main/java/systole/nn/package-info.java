/**
 * Float32 networks in plain Java: forward and backward passes, losses, optimisers, a trainer, and weights in safetensors files.
 *
 * <p>Tensors are row-major float arrays; with several images, the image is the outermost extent (NCHW).
 */
package systole.nn;
