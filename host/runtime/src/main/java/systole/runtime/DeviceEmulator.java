package systole.runtime;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Runs a program where a device that this machine lacks is emulated; found through {@link ServiceLoader}. */
public interface DeviceEmulator {
    /** The name of the device, as in {@code xrt}. */
    String device();

    /** Why it cannot be emulated here, with the remedy; empty where it can. */
    Optional<String> obstacle();

    /**
     * Runs a program to its end, in a process of its own with the emulated device, and this process's standard streams.
     *
     * @param program the file of the JDK's {@code java}, and arguments
     * @param options the accelerator and the memory to emulate
     * @param monitor hears about work before the program starts
     * @return the program's exit code
     * @throws DeviceException where the emulation cannot be set up, or the emulated device stops
     */
    int run(List<String> program, DeviceOptions options, ProgressMonitor monitor);

    /**
     * The emulator of a device.
     *
     * @throws NoSuchDeviceException where there is none, or it cannot be used here
     */
    static DeviceEmulator of(String device) {
        DeviceEmulator emulator = ServiceLoader.load(DeviceEmulator.class).stream().map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.device().equals(device)).findFirst()
                .orElseThrow(() -> new NoSuchDeviceException("device %s is not emulated; choose another one".formatted(device)));
        emulator.obstacle().ifPresent(obstacle -> {
            throw new NoSuchDeviceException("device %s cannot be emulated: %s".formatted(device, obstacle));
        });
        return emulator;
    }
}
