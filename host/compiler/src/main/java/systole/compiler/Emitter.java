package systole.compiler;

import java.util.ArrayList;
import java.util.List;
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

    void emit(LayerAccount account, Descriptor.Builder builder) {
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
