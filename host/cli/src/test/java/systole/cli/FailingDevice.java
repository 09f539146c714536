package systole.cli;

import systole.runtime.AlteredDevice;

/** The reference device, which fails at a network's third run. */
public final class FailingDevice extends AlteredProvider {
    public FailingDevice() {
        super("failing", "fails at the third run", network -> AlteredDevice.failure(2));
    }
}
