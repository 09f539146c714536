package systole.onnx.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Path;
import systole.files.WholeFile;

/** Files of models. */
public final class OnnxFile {
    private OnnxFile() {
    }

    /** Writes a model, whole or not at all. */
    public static void write(Path file, ModelProto model) throws IOException {
        WholeFile.write(file, model::writeTo);
    }
}
