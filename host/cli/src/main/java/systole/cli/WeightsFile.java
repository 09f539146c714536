package systole.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import systole.nn.Npz;
import systole.nn.Parameters;
import systole.nn.Safetensors;
import systole.nn.TrainedWeights;
import systole.onnx.bridge.ModelWeights;

/** Files with weights, whose format the name tells: npz, ONNX (read only), or else safetensors. */
final class WeightsFile {
    private WeightsFile() {
    }

    static Parameters read(Path file) {
        if (isOnnx(file)) {
            return ofModel(file);
        }
        return isNpz(file) ? Npz.read(file) : Safetensors.read(file);
    }

    private static Parameters ofModel(Path file) {
        try {
            return ModelWeights.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With what is known of their training, where the format has room for it. */
    static TrainedWeights readTrained(Path file) {
        return isNpz(file) || isOnnx(file) ? new TrainedWeights(read(file), List.of()) : TrainedWeights.read(file);
    }

    /** With how they were trained, where the format has room for it. */
    static void write(Path file, TrainedWeights weights) {
        if (isNpz(file)) {
            Npz.write(file, weights.parameters());
        } else {
            weights.write(file);
        }
    }

    private static boolean isOnnx(Path file) {
        return file.getFileName().toString().endsWith(".onnx");
    }

    private static boolean isNpz(Path file) {
        return file.getFileName().toString().endsWith(".npz");
    }
}
