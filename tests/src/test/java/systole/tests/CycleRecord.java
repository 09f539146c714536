package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Recorded cycle counts by name: a file of lines {@code name: cycles}, in the sources. */
final class CycleRecord {
    private static final Path FILE = Path.of("src/test/resources/systole/tests/cycles.txt");

    private final Map<String, Long> recorded = new TreeMap<>();
    private final Map<String, Long> measured = new TreeMap<>();

    private CycleRecord() {
    }

    static CycleRecord read() {
        CycleRecord record = new CycleRecord();
        try {
            for (String line : Files.readAllLines(FILE)) {
                String[] parts = line.split(": ");
                record.recorded.put(parts[0], Long.parseLong(parts[1]));
            }
            return record;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails where the cycles are not the recorded ones; while recording, keeps them. */
    void check(String name, long cycles) {
        measured.put(name, cycles);
        if (!recording()) {
            assertEquals(recorded.get(name), cycles, "cycles of " + name);
        }
    }

    /** Writes what was measured, while recording. */
    void save() {
        if (recording()) {
            try {
                Files.write(FILE, measured.entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue()).toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean recording() {
        return Boolean.getBoolean("cycles.record");
    }
}
