package systole.nn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights in safetensors files, float32 only.
 *
 * <pre>
 * bytes 0-7    length L of the header, little endian
 * bytes 8-     header, L bytes of JSON: {"name": {"dtype": "F32", "shape": [..], "data_offsets": [begin, end]}, ...}, padded with spaces
 * then         values, little endian, row-major; offsets count from here, and the tensors cover it without gap or overlap
 * </pre>
 */
public final class Safetensors {
    private Safetensors() {
    }

    /** Reads a file; throws {@link WeightsException} with one line that names it. */
    public static Parameters read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new WeightsException("there is no weights file " + file);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new WeightsException("weights %s have %,d bytes, but at most 2 GiB can be read".formatted(file, channel.size()));
            }
            return parse(file.toString(), channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        } catch (IOException e) {
            throw new WeightsException("weights %s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    /** Reads a stream to its end; {@code name} stands for it in errors. */
    public static Parameters read(String name, InputStream stream) throws IOException {
        return parse(name, ByteBuffer.wrap(stream.readAllBytes()));
    }

    /** Writes a file whole or not at all, replacing what was there; throws {@link WeightsException} with one line that names it. */
    public static void write(Path file, Parameters parameters) {
        requireFolder(file);
        try {
            writeWhole(file, bytes(parameters));
        } catch (IOException e) {
            throw new WeightsException("weights %s cannot be written: %s".formatted(file, e.getMessage()));
        }
    }

    /** Throws {@link WeightsException} where there is no folder to write that file into: to be asked before long work. */
    public static void requireFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new WeightsException("weights %s cannot be written: there is no folder %s".formatted(file, folder));
        }
    }

    private static void writeWhole(Path file, byte[] bytes) throws IOException {
        Path partial = file.resolveSibling(".%s.%d.partial".formatted(file.getFileName(), ProcessHandle.current().pid()));
        try {
            Files.write(partial, bytes);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static Parameters parse(String name, ByteBuffer bytes) {
        SafetensorsHeader header = SafetensorsHeader.parse(name, bytes.order(ByteOrder.LITTLE_ENDIAN));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            Tensor tensor = Tensor.zeros(entry.shape());
            bytes.slice((int) (header.dataStart() + entry.begin()), (int) (entry.end() - entry.begin()))
                    .order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(tensor.values());
            tensors.put(entry.name(), tensor);
        }
        return new Parameters(tensors);
    }

    private static byte[] bytes(Parameters parameters) {
        byte[] header = SafetensorsHeader.of(parameters);
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + header.length + Float.BYTES * parameters.count()))
                .order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header);
        parameters.tensors().values().forEach(tensor -> {
            for (float value : tensor.values()) {
                bytes.putFloat(value);
            }
        });
        return bytes.array();
    }
}
