package systole.compiler;

import java.util.List;
import java.util.stream.Stream;

/**
 * A unit of work of the array: one EXECUTE and what follows it.
 *
 * @param activations scratchpad buffers that it reads and writes
 * @param constants buffers of weights, parameters and tables that it reads
 * @param body emits its descriptors, once all buffers are claimed and the loads that fill them emitted
 */
record Step(List<Buffer> activations, List<Buffer> constants, Runnable body) {
    Step {
        activations = List.copyOf(activations);
        constants = List.copyOf(constants);
        Stream.concat(activations.stream(), constants.stream()).forEach(Buffer::addUser);
    }

    void dispatch() {
        body.run();
        Stream.concat(activations.stream(), constants.stream()).forEach(Buffer::release);
    }
}
