package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import systole.onnx.ModelExecutor;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorFile;

/**
 * Runs an ONNX model once.
 *
 * @param executor what runs it
 * @param outputs files for its outputs, in its order; those beyond the last file are only told of
 */
record OnnxRun(ModelExecutor executor, List<Path> outputs) {
    private static final int SHOWN = 8;

    /** Refuses files that could not be written, or are more than there are outputs. */
    OnnxRun {
        outputs.forEach(OutputFile::checked);
        int made = executor.model().graph().outputs().size();
        if (outputs.size() > made) {
            throw new IllegalArgumentException("the model has %d outputs, but %d files are given".formatted(made, outputs.size()));
        }
    }

    /** An output as JSON. */
    record Output(String name, String type, List<Integer> extents) {
    }

    /** What a run came to, as JSON. */
    record Result(double seconds, List<Output> outputs) {
    }

    /** Runs it, writes its outputs, and prints the start of each. */
    Result run(Map<String, Tensor> inputs, PrintWriter out) throws IOException {
        long start = System.nanoTime();
        Map<String, Tensor> made = executor.run(inputs);
        double seconds = (System.nanoTime() - start) / 1e9;
        List<Output> rows = new ArrayList<>();
        int index = 0;
        for (Map.Entry<String, Tensor> output : made.entrySet()) {
            if (index < outputs.size()) {
                TensorFile.write(outputs.get(index), output.getKey(), output.getValue());
            }
            out.printf("%s: %s %s%n", output.getKey(), output.getValue(), start(output.getValue()));
            rows.add(new Output(output.getKey(), output.getValue().type().name(), output.getValue().extents().sizes()));
            index++;
        }
        out.flush();
        return new Result(seconds, rows);
    }

    private static String start(Tensor tensor) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < Math.min(SHOWN, tensor.size()); i++) {
            text.append(i == 0 ? "" : ", ").append(tensor.elementText(i));
        }
        return text.append(tensor.size() > SHOWN ? ", ...]" : "]").toString();
    }
}
