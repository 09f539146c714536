package systole.compiler.interpreter;

import systole.contract.Descriptor;
import systole.contract.LoadField;

/** LOAD and LOAD_WEIGHTS, as {@link LoadField} defines them. */
final class LoadUnit {
    private LoadUnit() {
    }

    static void run(Machine machine, Descriptor d) {
        byte[] device = machine.region(d.getInt(LoadField.REGION));
        byte[] local = machine.local(d.getInt(LoadField.MEMORY));
        int lanes = machine.lanes;
        int run = d.getInt(LoadField.RUN) * lanes;
        for (long j = 0; j < d.get(LoadField.OUTER); j++) {
            for (long i = 0; i < d.get(LoadField.INNER); i++) {
                long address = d.get(LoadField.ADDRESS) + j * d.get(LoadField.OUTER_STEP) + i * d.get(LoadField.INNER_STEP);
                long row = d.get(LoadField.LOCAL_BASE) + j * d.get(LoadField.LOCAL_OUTER_STEP) + i * d.get(LoadField.LOCAL_INNER_STEP);
                System.arraycopy(device, Math.toIntExact(address), local, Math.toIntExact(row * lanes), run);
            }
        }
    }
}
