package systole.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import systole.contract.Configuration;

/** The stand-in kernel as hardware, counting how often it is elaborated. */
final class StandIn {
    private final Path source;
    private final AtomicInteger elaborations = new AtomicInteger();

    StandIn(Path source) {
        this.source = source;
    }

    Hardware hardware() {
        return new Hardware(this::elaborate, List.of(source));
    }

    int elaborations() {
        return elaborations.get();
    }

    private void elaborate(Configuration configuration, Path directory) {
        elaborations.incrementAndGet();
        try {
            String definitions = "`define SYSTOLE_BUS_BYTES %d\n`define SYSTOLE_HASH 64'h%s\n"
                    .formatted(configuration.bus().bytes(), configuration.hashText());
            Files.writeString(directory.resolve("systole.sv"), definitions + Files.readString(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
