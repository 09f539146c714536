package systole.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.Progress;

/** The program as it grows: adds each descriptor's waits and books it on its layer. */
final class Emitter {
    private final Configuration configuration;
    private final Hazards hazards = new Hazards();
    private final List<Descriptor> descriptors = new ArrayList<>();

    Emitter(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Appends a descriptor; throws {@link CompileException} where a field does not hold its value. */
    void emit(LayerAccount account, Supplier<Descriptor.Builder> describe) {
        Descriptor.Builder builder = account.naming(describe);
        Descriptor unordered = builder.build();
        Footprint footprint = Footprint.of(unordered, configuration);
        hazards.dispatch(unordered.opcode(), footprint).forEach(builder::waitFor);
        descriptors.add(builder.build());
        account.add(unordered, footprint);
    }

    /** Descriptors emitted so far that the progress counter counts. */
    int emitted(Progress progress) {
        return hazards.dispatched(progress);
    }

    List<Descriptor> descriptors() {
        return descriptors;
    }
}
