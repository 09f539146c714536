package systole.compiler;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import systole.compiler.interpreter.ProgramInterpreter;

/** Runs a network's segments one after the other, programs by a given interpretation and host nodes by the evaluator. */
final class SegmentRunner {
    /** Executes a program. */
    interface Interpretation {
        ProgramInterpreter.Result run(Program program, byte[] input);
    }

    private SegmentRunner() {
    }

    /** All tensors that the programs show, by name, image after image. */
    static Map<String, byte[]> run(NetworkProgram network, String input, byte[] values, Interpretation interpretation) {
        Map<String, byte[]> tensors = new HashMap<>(Map.of(input, values));
        for (Segment segment : network.segments()) {
            switch (segment) {
                case Segment.ArrayProgram(Program program) -> {
                    ProgramInterpreter.Result result = interpretation.run(program, program.pack(tensors));
                    program.observables().forEach(layout -> tensors.put(layout.tensor().name(), unpack(layout, result)));
                    program.outputs().forEach(layout -> tensors.put(layout.tensor().name(), unpack(layout, result)));
                }
                case Segment.HostNode host -> tensors.put(host.node().name(), host(host, network.images(), tensors));
            }
        }
        return tensors;
    }

    private static byte[] unpack(TensorLayout layout, ProgramInterpreter.Result result) {
        return layout.unpack(result.region(layout.region()));
    }

    private static byte[] host(Segment.HostNode host, int images, Map<String, byte[]> tensors) {
        byte[] read = tensors.get(host.inputs().getFirst().name());
        int size = read.length / images;
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        for (int start = 0; start < read.length; start += size) {
            made.writeBytes(GraphEvaluator.node(host.node(), host.inputs().getFirst(), Arrays.copyOfRange(read, start, start + size)));
        }
        return made.toByteArray();
    }
}
