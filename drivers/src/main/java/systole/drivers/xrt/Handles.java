package systole.drivers.xrt;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is open, to be closed in the opposite order. */
final class Handles implements AutoCloseable {
    private final Deque<Handle> open = new ArrayDeque<>();

    /** Something that is closed without a checked exception. */
    interface Handle extends AutoCloseable {
        @Override
        void close();
    }

    /** Keeps a handle, and gives it back. */
    <T extends Handle> T keep(T handle) {
        open.push(handle);
        return handle;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
