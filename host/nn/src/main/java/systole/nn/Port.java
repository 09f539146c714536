package systole.nn;

import java.util.Optional;

/**
 * Where a prepared network's image goes, or where its result is: in blocks, as one that wants no other order is read and written without
 * a copy between, or plain.
 *
 * @param size elements of the plain tensor
 * @param blocked empty where nobody reads or writes blocks
 * @param plain empty where nobody reads or writes the plain tensor
 */
record Port(int size, Optional<BlockedTensor> blocked, Optional<float[]> plain) {
    /** Copies an image to wherever it is read. */
    void fill(float[] image, Workers workers) {
        blocked.ifPresent(tensor -> tensor.map().pack(image, tensor.values(), workers));
        plain.ifPresent(values -> copy(image, values, workers));
    }

    /** The result; the caller's own. */
    float[] copy(Workers workers) {
        float[] result = new float[size];
        plain.ifPresentOrElse(values -> copy(values, result, workers),
                () -> blocked.orElseThrow().map().unpack(blocked.orElseThrow().values(), result, workers));
        return result;
    }

    private void copy(float[] from, float[] to, Workers workers) {
        workers.forRanges(size, 1, (first, end) -> System.arraycopy(from, first, to, first, end - first));
    }
}
