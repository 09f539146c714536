package systole.compiler;

import java.nio.ByteBuffer;

/** Copies a batch's values to device memory and back, again and again without garbage: where each value lies is computed once. */
public final class TensorTransfer {
    private final TensorLayout layout;
    private final int size;
    /** The value of each place; a value may have several. */
    private final int[] indices;
    /** Byte offsets in the region. */
    private final int[] places;

    /** Computes the places of a layout. */
    public TensorTransfer(TensorLayout layout) {
        this.layout = layout;
        size = layout.size();
        int[] count = {0};
        layout.places((index, place) -> count[0]++);
        indices = new int[count[0]];
        places = new int[count[0]];
        int start = Math.toIntExact(layout.offset());
        int[] next = {0};
        layout.places((index, place) -> {
            indices[next[0]] = index;
            places[next[0]++] = start + place;
        });
    }

    /** Writes the zero point to all of the tensor: to padding and unused lanes {@link #pack} writes nothing. */
    public void prepare(ByteBuffer region) {
        int start = Math.toIntExact(layout.offset());
        for (int i = 0; i < layout.bytes(); i++) {
            region.put(start + i, (byte) layout.tensor().quantisation().zeroPoint());
        }
    }

    /**
     * Writes values where {@link TensorLayout#pack} has them.
     *
     * @param values in the order (image, channel, y, x)
     * @param region the region's bytes, prepared
     * @throws IllegalArgumentException where there are not as many values as the images have
     */
    public void pack(byte[] values, ByteBuffer region) {
        requireSize(values);
        for (int i = 0; i < places.length; i++) {
            region.put(places[i], values[indices[i]]);
        }
    }

    /**
     * Reads values from where {@link TensorLayout#unpack} has them.
     *
     * @param region the region's bytes
     * @param values takes them in the order (image, channel, y, x)
     * @throws IllegalArgumentException where there is not room for as many values as the images have
     */
    public void unpack(ByteBuffer region, byte[] values) {
        requireSize(values);
        for (int i = 0; i < places.length; i++) {
            values[indices[i]] = region.get(places[i]);
        }
    }

    private void requireSize(byte[] values) {
        if (values.length != size) {
            layout.requireSize(values);
        }
    }
}
