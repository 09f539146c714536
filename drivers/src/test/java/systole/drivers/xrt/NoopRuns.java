package systole.drivers.xrt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import systole.compiler.Program;
import systole.drivers.SampleNetworks;
import systole.drivers.xrt.xclbin.EmulatedCard;
import systole.drivers.xrt.xclbin.XclbinHeader;

/** Every function of the binding on a runtime that does nothing: what is passed and closed is all that can be seen. */
final class NoopRuns {
    /** Begins the line that says how long a run takes. */
    static final String FIGURES = "a run on noop: ";

    private static final int LOADS = 10_000;
    /** Every buffer takes a page at least; what the runtime itself keeps of a load is some 500 bytes. */
    private static final long HALF_A_BUFFER = 2048;
    private static final int WARM_UP = 20_000;
    private static final int RUNS = 10_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path xclbin;
    private final Program program = SampleNetworks.program();
    private final byte[] input = new byte[program.input().tensor().shape().size()];
    private final byte[] output = new byte[program.output().tensor().shape().size()];

    private NoopRuns(Path xclbin) {
        this.xclbin = xclbin;
    }

    /** Ends with exit code 0 where all is as it should be, else with an exception. The argument is a folder to write in. */
    public static void main(String... arguments) throws IOException {
        XrtInstallation.of(System.getenv()).load();
        Path xclbin = Path.of(arguments[0], "card.xclbin");
        new EmulatedCard(0, 1 << 30).write(xclbin);
        NoopRuns runs = new NoopRuns(xclbin);
        runs.loadsAndNamesWhatItLoaded();
        runs.computeUnitsAreChosenByName();
        runs.closedHandlesAreNotUsed();
        runs.everythingIsClosed();
        runs.runsMakeNoGarbage();
    }

    private void loadsAndNamesWhatItLoaded() throws IOException {
        try (Card card = Card.open(Optional.empty())) {
            assertArrayEquals(XclbinHeader.read(xclbin).uuid(), card.load(xclbin));
            Path damaged = Files.write(xclbin.resolveSibling("damaged"), Arrays.copyOf(Files.readAllBytes(xclbin), 500));
            assertThrows(IOException.class, () -> card.load(xclbin.resolveSibling("absent")));
            assertNotEquals(0, Files.size(damaged));
        }
        assertThrows(XrtException.class, () -> Card.open(Optional.of("no place")));
    }

    private void computeUnitsAreChosenByName() {
        ConfiguredCard.open(CardPlace.of(Optional.of("/systole_1")), xclbin).close();
        String message = assertThrows(XrtException.class, () -> ConfiguredCard.open(CardPlace.of(Optional.of("/systole_9")), xclbin)).getMessage();
        assertTrue(message.startsWith("kernel systole:{systole_9} of card 0 cannot be opened"), message);
    }

    private void closedHandlesAreNotUsed() {
        try (ConfiguredCard card = ConfiguredCard.open(CardPlace.FIRST, xclbin)) {
            PlacedProgram placed = card.place(program);
            CardBuffer buffer = placed.lane(0).input();
            assertThrows(IndexOutOfBoundsException.class, () -> buffer.toCard(1, buffer.bytes()));
            card.remove(placed);
            assertThrows(IllegalStateException.class, buffer::address);
            assertThrows(IllegalStateException.class, buffer::image);
            assertThrows(IllegalStateException.class, placed.lane(0)::start);
        }
    }

    private void everythingIsClosed() throws IOException {
        try (ConfiguredCard card = ConfiguredCard.open(CardPlace.FIRST, xclbin)) {
            loadAndRun(card, LOADS / 10);
            long files = openFiles();
            long bytes = residentBytes();
            loadAndRun(card, LOADS);
            assertEquals(files, openFiles(), "open files");
            long grown = residentBytes() - bytes;
            assertTrue(grown < LOADS * HALF_A_BUFFER, grown + " bytes more after %d loads".formatted(LOADS));
        }
    }

    private void loadAndRun(ConfiguredCard card, int times) {
        for (int i = 0; i < times; i++) {
            PlacedProgram placed = card.place(program);
            assertTrue(new DirectRun(placed.lane(i), program).execute(input, output, LIMIT));
            card.remove(placed);
        }
    }

    private void runsMakeNoGarbage() {
        try (ConfiguredCard card = ConfiguredCard.open(CardPlace.FIRST, xclbin)) {
            DirectRun run = new DirectRun(card.place(program).lane(0), program);
            run(run, WARM_UP);
            var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            run(run, RUNS);
            long nanoseconds = (System.nanoTime() - start) / RUNS;
            long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / RUNS;
            System.out.println(FIGURES + "%d ns, %d bytes of garbage".formatted(nanoseconds, bytes));
            assertEquals(0, bytes, "bytes of garbage in a run");
        }
    }

    private void run(DirectRun run, int times) {
        for (int i = 0; i < times; i++) {
            run.execute(input, output, LIMIT);
        }
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    private static long residentBytes() throws IOException {
        long pages = Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
        return pages * 4096;
    }
}
