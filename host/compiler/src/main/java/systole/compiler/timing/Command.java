package systole.compiler.timing;

import systole.contract.Descriptor;
import systole.contract.Engine;
import systole.contract.Field;
import systole.contract.HeaderField;
import systole.contract.Opcode;
import systole.contract.Progress;

/** A descriptor whose header is decoded: waits are looked at again and again. */
final class Command {
    private final Descriptor descriptor;
    private final Opcode opcode;
    private final int[] waits = new int[Progress.values().length];

    Command(Descriptor descriptor) {
        this.descriptor = descriptor;
        opcode = descriptor.opcode();
        for (Progress progress : Progress.values()) {
            waits[progress.ordinal()] = descriptor.getInt(HeaderField.waitFor(progress));
        }
    }

    Opcode opcode() {
        return opcode;
    }

    Engine engine() {
        return opcode.engine();
    }

    int waitFor(Progress progress) {
        return waits[progress.ordinal()];
    }

    int get(Field field) {
        return descriptor.getInt(field);
    }

    long getLong(Field field) {
        return descriptor.get(field);
    }
}
