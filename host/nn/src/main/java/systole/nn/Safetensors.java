package systole.nn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return readAll(file).parameters();
    }

    /** Also what stands beside the tensors. */
    static Content readAll(Path file) {
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
        return readAll(name, stream).parameters();
    }

    static Content readAll(String name, InputStream stream) throws IOException {
        return parse(name, ByteBuffer.wrap(stream.readAllBytes()));
    }

    /** Writes a file whole or not at all, replacing what was there; throws {@link WeightsException} with one line that names it. */
    public static void write(Path file, Parameters parameters) {
        write(file, new Content(parameters, Map.of()));
    }

    /** Throws {@link WeightsException} where there is no folder to write that file into: to be asked before long work. */
    public static void requireFolder(Path file) {
        WeightsOutput.requireFolder(file);
    }

    /**
     * All of a file.
     *
     * @param metadata texts by name, which the format has room for
     */
    record Content(Parameters parameters, Map<String, String> metadata) {
    }

    static void write(Path file, Content content) {
        byte[] header = SafetensorsHeader.of(content);
        WeightsOutput.write(file, stream -> {
            stream.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
            stream.write(header);
            for (Tensor tensor : content.parameters().tensors().values()) {
                FloatBytes.write(tensor.values(), stream);
            }
        });
    }

    private static Content parse(String name, ByteBuffer bytes) {
        SafetensorsHeader header = SafetensorsHeader.parse(name, bytes.order(ByteOrder.LITTLE_ENDIAN));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            Tensor tensor = Tensor.zeros(entry.shape());
            bytes.slice((int) (header.dataStart() + entry.begin()), (int) (entry.end() - entry.begin()))
                    .order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(tensor.values());
            tensors.put(entry.name(), tensor);
        }
        return new Content(new Parameters(tensors), header.metadata());
    }
}
