package systole.onnx.tensor;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import systole.onnx.OnnxException;

/**
 * Values that stand in files beside a model: location, offset and length as texts. Only regular files in the model's own folder, or below,
 * are read: no absolute path, no way up, no link that leads out.
 *
 * @param folder the model's, where it came from a file
 */
public record ExternalData(Optional<Path> folder) {
    /** For tensors that come from no file: data outside them is refused. */
    public static final ExternalData NONE = new ExternalData(Optional.empty());

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** What lies beside that model. */
    public static ExternalData beside(Path model) {
        return new ExternalData(Optional.of(model.toAbsolutePath().getParent()));
    }

    /** The bytes of a tensor, mapped; throws {@link OnnxException} where they cannot be read or are not as many as it needs. */
    ByteBuffer read(List<StringStringEntryProto> entries, long needed) {
        String location = entry(entries, "location").orElseThrow(() -> new OnnxException("its external data have no location"));
        long offset = number(entry(entries, "offset").orElse("0"));
        try (FileChannel channel = FileChannel.open(file(location))) {
            long length = entry(entries, "length").map(ExternalData::number).orElse(channel.size() - offset);
            if (length != needed) {
                throw new OnnxException("it needs %,d bytes, but its external data %s are %,d".formatted(needed, location, length));
            }
            if (offset > channel.size() - length) {
                throw new OnnxException("external data %s have %,d bytes, but %,d from %,d on are needed"
                        .formatted(location, channel.size(), length, offset));
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
        } catch (IOException e) {
            throw new OnnxException("external data %s cannot be read: %s".formatted(location, e.getMessage()));
        }
    }

    private Path file(String location) throws IOException {
        Path root = folder.orElseThrow(() -> new OnnxException("it has external data %s, but belongs to no model file".formatted(location)));
        try {
            Path file = root.resolve(location);
            if (Path.of(location).isAbsolute() || !file.toRealPath().startsWith(root.toRealPath()) || !file.toFile().isFile()) {
                throw new OnnxException("external data %s are no file in the model's folder".formatted(location));
            }
            return file;
        } catch (InvalidPathException e) {
            throw new OnnxException("external data have no path: " + e.getMessage());
        }
    }

    private static Optional<String> entry(List<StringStringEntryProto> entries, String key) {
        return entries.stream().filter(entry -> entry.getKey().equals(key)).map(StringStringEntryProto::getValue).findFirst();
    }

    private static long number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new OnnxException("its external data's offset or length '%s' is no number".formatted(text));
        }
        return Long.parseLong(text);
    }
}
