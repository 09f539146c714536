package systole.runtime;

/** Hears about work that may take seconds. The command line draws bars from it; nothing else depends on it. */
public interface ProgressMonitor {
    /** Hears nothing. */
    ProgressMonitor SILENT = (task, steps) -> new Task() {
        @Override
        public void advance(long steps) {
        }

        @Override
        public void close() {
        }
    };

    /**
     * Begins a task; closing it ends it.
     *
     * @param name what is done, as in {@code building the simulator}
     * @param steps how many steps it has, at least 1
     */
    Task begin(String name, long steps);

    /** A running task. */
    interface Task extends AutoCloseable {
        /** That many more steps are done. */
        void advance(long steps);

        @Override
        void close();
    }
}
