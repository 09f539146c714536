package systole.compiler;

import java.util.List;

/**
 * A unit of work of the array: one EXECUTE and what follows it.
 *
 * @param needs buffers that must be claimed, and their loads dispatched, before it
 * @param body emits its descriptors
 */
record Step(List<Buffer> needs, Runnable body) {
    Step {
        needs = List.copyOf(needs);
        needs.forEach(Buffer::addUser);
    }

    /** Claims what can be claimed; whether that is all. */
    boolean prepare() {
        boolean ready = true;
        for (Buffer buffer : needs) {
            ready &= buffer.acquire();
        }
        return ready;
    }

    void dispatch() {
        body.run();
        needs.forEach(Buffer::release);
    }
}
