package systole.drivers.xrt.emulation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import systole.drivers.xrt.XrtException;

/**
 * A program with an emulated card, watched from outside: where the card's process ends early the Xilinx Runtime waits for it for
 * ever, and its signal handlers end the whole process group, so that the program has a session of its own.
 */
final class EmulatedProcess implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);
    /** How long a program may go on without its card: enough to write down what it measured. */
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final String GOOD = "0";

    private final EmulationFolder folder;
    private final Process process;
    private final Thread onExit = new Thread(this::kill);

    private EmulatedProcess(EmulationFolder folder, Process process) {
        this.folder = folder;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /**
     * Starts a program.
     *
     * @param program the file of a JDK's program, and its arguments
     */
    static EmulatedProcess start(EmulationFolder folder, List<String> program) throws IOException {
        List<String> words = new ArrayList<>(List.of("setsid", folder.copied(Path.of(program.getFirst())).toString()));
        words.addAll(program.subList(1, program.size()));
        ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
        Path signalChaining = Path.of(System.getProperty("java.home"), "lib", "libjsig.so");
        builder.environment().putAll(folder.environment(signalChaining));
        return new EmulatedProcess(folder, builder.start());
    }

    /**
     * Waits for the program's end.
     *
     * @return its exit code
     * @throws XrtException where its card stopped
     */
    int await() throws IOException {
        try {
            long running = System.nanoTime();
            while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (isCardClosed()) {
                    requirePatience(running);
                } else {
                    running = System.nanoTime();
                }
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new XrtException("the emulation was interrupted", e);
        }
    }

    /** Whether the program has closed its card, and has not opened another one since; throws {@link XrtException} where the card stopped. */
    private boolean isCardClosed() throws IOException {
        Optional<String> status = folder.status();
        if (status.isPresent() && !status.get().equals(GOOD)) {
            throw new XrtException("the emulated card stopped with status %s: %s".formatted(status.get(), folder.lastWords()));
        }
        return status.isPresent();
    }

    private static void requirePatience(long running) {
        if (System.nanoTime() - running > GRACE.toNanos()) {
            throw new XrtException("the program did not end within %d seconds after it closed the emulated card".formatted(GRACE.toSeconds()));
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // The hook is running: this process ends.
        }
    }
}
