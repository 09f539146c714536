package systole.runtime;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The tensors of a batch: one image's values behind the other's. */
public final class Images {
    private Images() {
    }

    /** One image's values of a batch of such a size each. */
    public static byte[] of(byte[] batch, int size, int image) {
        return Arrays.copyOfRange(batch, image * size, (image + 1) * size);
    }

    /** The batch of those images. */
    public static byte[] join(List<byte[]> images) {
        ByteBuffer batch = ByteBuffer.allocate(images.stream().mapToInt(image -> image.length).reduce(0, Math::addExact));
        images.forEach(batch::put);
        return batch.array();
    }
}
