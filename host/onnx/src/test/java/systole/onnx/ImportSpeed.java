package systole.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import systole.onnx.bridge.GraphBridge;
import systole.onnx.model.Model;
import systole.onnx.model.ModelReader;
import systole.onnx.model.Protos;
import systole.onnx.pass.Passes;

/**
 * Prints how long it takes to read a file of 100 MB, to simplify the model and to make a graph of it: by the clock, and of the processor, which other
 * programs do not change. The first round is a cold JVM's, as a command's is.
 */
final class ImportSpeed {
    private static final int ROUNDS = 5;
    private static final int LAYERS = 44;
    private static final int CHANNELS = 256;
    private static final int KERNEL = 3;

    private ImportSpeed() {
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Files.createTempFile("import", ".onnx");
        try {
            try (OutputStream stream = Files.newOutputStream(file)) {
                network().writeTo(stream);
            }
            System.out.printf("%,d bytes%n", Files.size(file));
            for (int round = 1; round <= ROUNDS; round++) {
                Stopwatch watch = new Stopwatch();
                Model model = ModelReader.read(file);
                String read = watch.lap();
                Passes.ALL.apply(model);
                String simplified = watch.lap();
                GraphBridge.of(model);
                System.out.printf("round %d: read %s, passes %s, graph %s%n", round, read, simplified, watch.lap());
            }
        } finally {
            Files.delete(file);
        }
    }

    /** Convolutions one behind the other, 256 channels to 256 by 3x3. */
    private static ModelProto network() {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("convolutions").addInput(Protos.input("t0", 1, CHANNELS, 2 * LAYERS + 1, 2 * LAYERS + 1));
        for (int layer = 1; layer <= LAYERS; layer++) {
            graph.addInitializer(Protos.floats("w" + layer, CHANNELS, CHANNELS, KERNEL, KERNEL)).addNode(NodeProto.newBuilder().setOpType("Conv")
                    .addInput("t" + (layer - 1)).addInput("w" + layer).addOutput("t" + layer));
        }
        graph.addOutput(ValueInfoProto.newBuilder().setName("t" + LAYERS));
        return ModelProto.newBuilder().setIrVersion(8).setGraph(graph).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13)).build();
    }

    /** Time from lap to lap. */
    private static final class Stopwatch {
        private long wall = System.nanoTime();
        private long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        String lap() {
            long wallNow = System.nanoTime();
            long processorNow = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            String text = "%.2f s (%.2f s of the processor)".formatted((wallNow - wall) / 1e9, (processorNow - processor) / 1e9);
            wall = wallNow;
            processor = processorNow;
            return text;
        }
    }
}
