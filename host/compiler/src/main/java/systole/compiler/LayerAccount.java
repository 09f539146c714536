package systole.compiler;

import java.util.function.Supplier;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.LoadField;
import systole.contract.Opcode;

/** A layer's page in the books: what its descriptors are and move, and its name for what goes wrong. */
final class LayerAccount {
    private final String layer;
    private final Configuration configuration;
    private int descriptors;
    private long bytesRead;
    private long bytesWritten;

    LayerAccount(String layer, Configuration configuration) {
        this.layer = layer;
        this.configuration = configuration;
    }

    /** The result of a piece of work whose refusal must name the layer. */
    <T> T naming(Supplier<T> work) {
        try {
            return work.get();
        } catch (CompileException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw CompileException.inLayer(layer, e);
        }
    }

    void add(Descriptor descriptor, Footprint footprint) {
        descriptors++;
        if (descriptor.opcode() == Opcode.LOAD || descriptor.opcode() == Opcode.LOAD_WEIGHTS) {
            bytesRead += wholeBeats(descriptor);
        }
        bytesWritten += footprint.writes().stream().filter(span -> span.space().isRegion())
                .mapToLong(span -> span.to() - span.from()).sum();
    }

    int descriptors() {
        return descriptors;
    }

    long bytesRead() {
        return bytesRead;
    }

    long bytesWritten() {
        return bytesWritten;
    }

    /** Bytes of the bus beats that the load's runs lie in; a run that begins or ends inside a beat reads all of it. */
    private long wholeBeats(Descriptor d) {
        long beat = configuration.bus().bytes();
        long run = d.get(LoadField.RUN) * configuration.array().size();
        long bytes = 0;
        for (long j = 0; j < d.get(LoadField.OUTER); j++) {
            for (long i = 0; i < d.get(LoadField.INNER); i++) {
                long address = d.get(LoadField.ADDRESS) + j * d.get(LoadField.OUTER_STEP) + i * d.get(LoadField.INNER_STEP);
                bytes += (Math.ceilDiv(address + run, beat) - address / beat) * beat;
            }
        }
        return bytes;
    }
}
