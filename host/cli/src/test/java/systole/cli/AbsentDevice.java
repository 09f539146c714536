package systole.cli;

import java.util.Optional;
import systole.runtime.Device;
import systole.runtime.DeviceOptions;
import systole.runtime.DeviceProvider;
import systole.runtime.ProgressMonitor;

/** A device that would serve those who choose none, were it there. */
public final class AbsentDevice implements DeviceProvider {
    @Override
    public String name() {
        return "absent";
    }

    @Override
    public String summary() {
        return "a card that is not plugged in";
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public Optional<String> obstacle(DeviceOptions options) {
        return Optional.of("no card is plugged in; plug one in");
    }

    @Override
    public Device open(DeviceOptions options, ProgressMonitor monitor) {
        throw new AssertionError("a device with an obstacle was opened");
    }
}
