package systole.cli;

import java.nio.file.Path;
import systole.nn.Npz;
import systole.nn.Parameters;
import systole.nn.Safetensors;

/** Files with weights, whose format the name tells: npz, or else safetensors. */
final class WeightsFile {
    private WeightsFile() {
    }

    static Parameters read(Path file) {
        return isNpz(file) ? Npz.read(file) : Safetensors.read(file);
    }

    static void write(Path file, Parameters parameters) {
        if (isNpz(file)) {
            Npz.write(file, parameters);
        } else {
            Safetensors.write(file, parameters);
        }
    }

    private static boolean isNpz(Path file) {
        return file.getFileName().toString().endsWith(".npz");
    }
}
