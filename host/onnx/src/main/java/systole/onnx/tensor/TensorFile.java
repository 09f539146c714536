package systole.onnx.tensor;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import systole.files.WholeFile;
import systole.onnx.OnnxException;

/** Tensors in files of their own: ONNX's {@code .pb}, or NumPy's {@code .npy}. */
public final class TensorFile {
    private static final String NUMPY = ".npy";

    private TensorFile() {
    }

    /** Reads a file, by its name a {@code .npy} or else a {@code .pb}; throws {@link OnnxException} with one line that names it. */
    public static Tensor read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new OnnxException("there is no tensor file " + file);
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            return isNumpy(file) ? NumpyArray.read(bytes) : TensorProtos.read(TensorProto.parseFrom(bytes), ExternalData.NONE);
        } catch (InvalidProtocolBufferException e) {
            throw new OnnxException("%s is not a readable tensor: its encoding is broken".formatted(file));
        } catch (OnnxException e) {
            throw new OnnxException("%s is not a readable tensor: %s".formatted(file, e.getMessage()));
        }
    }

    /** Writes a file whole or not at all, by its name as {@code .npy} or else as {@code .pb}. */
    public static void write(Path file, String name, Tensor tensor) throws IOException {
        if (isNumpy(file)) {
            WholeFile.write(file, stream -> NumpyArray.write(tensor, stream));
        } else {
            WholeFile.write(file, TensorProtos.write(name, tensor)::writeTo);
        }
    }

    private static boolean isNumpy(Path file) {
        return file.toString().endsWith(NUMPY);
    }
}
