package systole.cli;

import systole.runtime.AlteredDevice;

/** The reference device with the last byte of its output wrong. */
public final class BrokenDevice extends AlteredProvider {
    public BrokenDevice() {
        super("broken", "wrong in one byte", AlteredDevice::wrongLastByte);
    }
}
