package systole.onnx.conformance;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import systole.onnx.OnnxException;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorFile;

/**
 * A folder with {@code model.onnx} and {@code test_data_set_*} folders, each with {@code input_*.pb} and {@code output_*.pb}.
 *
 * @param name the folder's, under the one that was searched
 */
public record BackendCase(String name, Path folder) {
    private static final String MODEL = "model.onnx";
    private static final String DATA_SET = "test_data_set_";
    private static final int DEPTH = 4;

    /** All cases in a folder, by name; throws {@link OnnxException} where there are none. */
    public static List<BackendCase> find(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new OnnxException("there is no folder " + folder);
        }
        try (Stream<Path> files = Files.find(folder, DEPTH, (file, _) -> file.endsWith(MODEL), FileVisitOption.FOLLOW_LINKS)) {
            List<BackendCase> cases = files.map(Path::getParent).sorted().map(found -> of(folder, found)).toList();
            if (cases.isEmpty()) {
                throw new OnnxException("there is no %s in %s or the folders below".formatted(MODEL, folder));
            }
            return cases;
        }
    }

    private static BackendCase of(Path root, Path folder) {
        Path relative = root.relativize(folder);
        return new BackendCase((relative.toString().isEmpty() ? folder.toAbsolutePath().getFileName() : relative).toString(), folder);
    }

    /** The model's file. */
    public Path model() {
        return folder.resolve(MODEL);
    }

    /** Folders of inputs and outputs. */
    List<Path> dataSets() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(DATA_SET)).sorted().toList();
        }
    }

    /** The tensors {@code input_0.pb}, {@code input_1.pb} and so on, as far as there are some. */
    static List<Tensor> tensors(Path dataSet, String kind) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (Path file = file(dataSet, kind, 0); Files.exists(file); file = file(dataSet, kind, tensors.size())) {
            tensors.add(TensorFile.read(file));
        }
        return tensors;
    }

    private static Path file(Path dataSet, String kind, int index) {
        return dataSet.resolve("%s_%d.pb".formatted(kind, index));
    }
}
