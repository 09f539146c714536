package systole.tests;

import java.util.Optional;
import systole.contract.ArrayConfiguration;
import systole.contract.BusConfiguration;
import systole.contract.Configuration;
import systole.contract.MemoryConfiguration;
import systole.runtime.DeviceOptions;
import systole.runtime.MemoryTiming;

/** The accelerators that tests run on. */
enum TestAccelerator {
    ARRAY_4(Configuration.ofArray(4)),
    ARRAY_8(Configuration.ofArray(8)),
    ARRAY_16(Configuration.ofArray(16)),
    /** The least of everything: tiles, chunks, streamed weights, short bursts and queues that fill up. */
    ARRAY_4_SMALLEST(new Configuration(new ArrayConfiguration(4, 1), new MemoryConfiguration(256, 256, 128, 64, 1),
            new BusConfiguration(8, 4, 2), 2));

    private static final long CYCLE_LIMIT = 20_000_000;

    private final Configuration configuration;

    TestAccelerator(Configuration configuration) {
        this.configuration = configuration;
    }

    Configuration configuration() {
        return configuration;
    }

    int lanes() {
        return configuration.array().size();
    }

    DeviceOptions options() {
        return new DeviceOptions(configuration, MemoryTiming.DEFAULT, Optional.empty(), CYCLE_LIMIT, 300);
    }
}
