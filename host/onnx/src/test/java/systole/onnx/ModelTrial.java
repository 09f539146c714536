package systole.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import systole.onnx.bridge.GraphBridge;
import systole.onnx.model.Model;
import systole.onnx.model.ModelReader;
import systole.onnx.model.ValueInfo;
import systole.onnx.pass.Passes;
import systole.onnx.quantised.PlacedModel;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;
import systole.runtime.Device;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.ProgressMonitor;

/**
 * Does with a model all that the library does: reads it, makes a graph of it, places it, simplifies it and runs it. Each step must end well or in an
 * {@link OnnxException} of one line, within bounds of the processor's time and of memory that no machine's load changes.
 */
final class ModelTrial implements AutoCloseable {
    private static final int LARGEST_INPUT = 1 << 20;
    private static final int LONGEST_MESSAGE = 4_000;
    private static final long MOST_NANOSECONDS = 60_000_000_000L;
    private static final long MOST_BYTES = 32L << 30;

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Device device = Devices.open("reference", DeviceOptions.ofArray(8), ProgressMonitor.SILENT);

    /**
     * Whether the model could be run.
     *
     * @param name what to call it where it fails, and the thread while it is tried
     */
    boolean endsWell(String name, byte[] bytes) {
        Thread.currentThread().setName(name);
        long nanoseconds = thread.getCurrentThreadCpuTime();
        long allocated = thread.getCurrentThreadAllocatedBytes();
        try {
            return runs(bytes);
        } catch (RuntimeException | Error e) {
            return fail(name, e);
        } finally {
            assertTrue(thread.getCurrentThreadCpuTime() - nanoseconds < MOST_NANOSECONDS, () -> name + " takes more than a minute of the processor");
            assertTrue(thread.getCurrentThreadAllocatedBytes() - allocated < MOST_BYTES, () -> name + " takes too much memory");
        }
    }

    private boolean runs(byte[] bytes) {
        try {
            Model model = ModelReader.read(ByteBuffer.wrap(bytes));
            assertFalse(ModelSummary.of(model).operators().stream().anyMatch(row -> row.nodes() < 1));
            Map<String, Tensor> inputs = inputs(model);
            refusal(() -> GraphBridge.of(model));
            refusal(() -> place(model, inputs));
            Model simple = Passes.ALL.apply(model);
            new Interpreter(simple).run(inputs);
            return true;
        } catch (OnnxException e) {
            check(e);
            return false;
        }
    }

    private void place(Model model, Map<String, Tensor> inputs) {
        if (PlacedModel.hasQuantised(model)) {
            try (PlacedModel placed = PlacedModel.load(model, device)) {
                assertEquals(model.graph().nodes().size(), placed.placements().size());
                placed.run(inputs);
            }
        }
    }

    private static void refusal(Runnable work) {
        try {
            work.run();
        } catch (OnnxException e) {
            check(e);
        }
    }

    private static void check(OnnxException refusal) {
        String message = refusal.getMessage();
        assertFalse(message.isBlank());
        assertTrue(message.length() <= LONGEST_MESSAGE, () -> "a message of %d characters".formatted(message.length()));
        assertTrue(message.chars().noneMatch(Character::isISOControl), () -> "more than one line: " + message);
    }

    private static Map<String, Tensor> inputs(Model model) {
        Map<String, Tensor> inputs = new HashMap<>();
        for (ValueInfo input : model.graph().inputs()) {
            Extents extents = Extents.of(input.dimensions().orElse(List.of()).stream().mapToInt(dimension -> dimension.size().orElse(1)).toArray());
            if (extents.size() > LARGEST_INPUT) {
                throw new OnnxException("its input is too large to be tried");
            }
            inputs.put(input.name(), new TensorBuilder(input.type().orElse(DataType.FLOAT), extents).build());
        }
        return inputs;
    }

    @Override
    public void close() {
        device.close();
    }
}
