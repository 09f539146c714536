package systole.compiler.interpreter;

import systole.contract.Descriptor;
import systole.contract.LoadField;

/** LOAD and LOAD_WEIGHTS, as {@link LoadField} defines them. */
final class LoadUnit {
    private LoadUnit() {
    }

    static void run(Machine machine, Descriptor descriptor) {
        Fields<LoadField> fields = new Fields<>(descriptor, LoadField.values());
        byte[] device = machine.region(fields.getInt(LoadField.REGION));
        byte[] local = machine.local(fields.getInt(LoadField.MEMORY));
        int lanes = machine.lanes;
        int run = fields.getInt(LoadField.RUN) * lanes;
        for (long j = 0; j < fields.get(LoadField.OUTER); j++) {
            for (long i = 0; i < fields.get(LoadField.INNER); i++) {
                long address = fields.get(LoadField.ADDRESS) + j * fields.get(LoadField.OUTER_STEP) + i * fields.get(LoadField.INNER_STEP);
                long row = fields.get(LoadField.LOCAL_BASE)
                        + j * fields.get(LoadField.LOCAL_OUTER_STEP) + i * fields.get(LoadField.LOCAL_INNER_STEP);
                System.arraycopy(device, Math.toIntExact(address), local, Math.toIntExact(row * lanes), run);
            }
        }
    }
}
