package systole.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** ONNX's own checker (onnx 1.17, by Bytedeco's binding), in a JVM of its own for all models together. */
final class OnnxChecker {
    private final Path folder;
    private final Map<String, Path> files = new LinkedHashMap<>();

    /** One that keeps the models in a folder. */
    OnnxChecker(Path folder) {
        this.folder = folder;
    }

    void add(String name, ModelProto model) throws IOException {
        Path file = folder.resolve(files.size() + ".onnx");
        OnnxFile.write(file, model);
        files.put(name, file);
    }

    /** What it says of each model, by name; skips the test where there is no checker for this platform. */
    Map<String, String> verdicts() throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "--enable-native-access=ALL-UNNAMED",
                "-Dorg.bytedeco.javacpp.cachedir=" + folder, "-cp", System.getProperty("java.class.path"), CheckerProcess.class.getName()));
        files.values().forEach(file -> words.add(file.toString()));
        Process process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> lines = new String(process.getInputStream().readAllBytes()).lines().toList();
        int exit = process.waitFor();
        Assumptions.assumeTrue(exit != CheckerProcess.ABSENT, "skipped: ONNX's checker has no native library for this platform here");
        assertEquals(0, exit, () -> "the checker ended after " + lines);
        Map<String, String> verdicts = new LinkedHashMap<>();
        files.keySet().forEach(name -> verdicts.put(name, lines.get(verdicts.size())));
        return verdicts;
    }
}
