package systole.compiler;

import systole.quant.QuantisedTensor;

/**
 * What a layer of the program is and moves; cycles come from running it.
 *
 * @param name the node's name; a fused pool is named with it, as in {@code conv1+pool1}
 * @param op {@code conv}, {@code linear}, {@code maxpool} or {@code averagepool}; fused: {@code conv+maxpool}
 * @param output the tensor that the layer stores; a copy's is not in the graph
 * @param macs multiply-accumulates that the network needs, padding taps included, for all images of the batch; 0 for pools
 * @param descriptors descriptors of this layer
 * @param bytesRead bytes that its loads ask for, whole bus beats; not those of its descriptors
 * @param bytesWritten bytes that its stores and its snapshot write to device memory
 * @param snapshotOffset offset in region WORKSPACE of the counters after this layer's last drain
 */
public record LayerPlan(
        String name, String op, QuantisedTensor output, long macs, int descriptors, long bytesRead, long bytesWritten, int snapshotOffset) {
}
