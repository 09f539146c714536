package systole.cli;

import java.util.Optional;
import systole.onnx.Interpreter;
import systole.onnx.ModelExecutor;
import systole.onnx.model.Model;
import systole.onnx.quantised.PlacedModel;
import systole.runtime.Device;
import systole.runtime.ProgressMonitor;

/** Opens what runs ONNX models: the host alone, or a device whose array computes what it can. Closing it closes models and device. */
final class OnnxExecutors implements AutoCloseable {
    private static final String HOST = "host";

    private final Optional<Device> device;
    private Optional<PlacedModel> placed = Optional.empty();

    /** Opens the device, where one was given that is not the host. */
    OnnxExecutors(DeviceArguments arguments, ProgressMonitor monitor) {
        boolean onHost = arguments.name().orElse(HOST).equals(HOST);
        device = onHost ? Optional.empty() : Optional.of(arguments.open(monitor));
    }

    /** What runs the model, the host alone where nothing of it is for the array; the one before it is closed. */
    ModelExecutor open(Model model) {
        if (device.isEmpty() || !PlacedModel.hasQuantised(model)) {
            return new Interpreter(model);
        }
        placed.ifPresent(PlacedModel::close);
        placed = Optional.empty();
        placed = Optional.of(PlacedModel.load(model, device.get()));
        return placed.get();
    }

    /** Whether there is a device beside the host. */
    boolean hasDevice() {
        return device.isPresent();
    }

    @Override
    public void close() {
        placed.ifPresent(PlacedModel::close);
        device.ifPresent(Device::close);
    }
}
