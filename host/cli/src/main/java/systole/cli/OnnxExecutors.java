package systole.cli;

import systole.onnx.Interpreter;
import systole.onnx.ModelExecutor;
import systole.onnx.model.Model;

/** Chooses what runs an ONNX model. */
final class OnnxExecutors {
    private static final String HOST = "host";

    private OnnxExecutors() {
    }

    /** What runs the model; throws {@link IllegalArgumentException} where the device cannot run such models. */
    static ModelExecutor open(Model model, DeviceArguments device) {
        String name = device.name().orElse(HOST);
        if (!name.equals(HOST)) {
            throw new IllegalArgumentException("ONNX models run on the %s, in plain Java, not on %s; leave --device out".formatted(HOST, name));
        }
        return new Interpreter(model);
    }
}
