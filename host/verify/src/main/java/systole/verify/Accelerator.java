package systole.verify;

import java.util.List;
import java.util.Locale;
import systole.contract.ArrayConfiguration;
import systole.contract.BusConfiguration;
import systole.contract.Configuration;
import systole.contract.MemoryConfiguration;
import systole.runtime.DeviceOptions;
import systole.runtime.MemoryTiming;

/**
 * What a case runs on.
 *
 * @param array rows and columns of the array, N: a power of two from 4 to 64
 * @param sizes of what is around it
 */
public record Accelerator(int array, Sizes sizes) {
    /** A last resort, since the hardware's watchdog ends what hangs: large maps on the smallest accelerator and the slowest memory took 71 million. */
    private static final long CYCLE_LIMIT = 1_000_000_000;

    /** Three arrays of the usual sizes, and the smallest of all. */
    public static final List<Accelerator> ALL = List.of(
            standard(4), standard(8), standard(16), new Accelerator(4, Sizes.SMALLEST));

    /** How much memory, bus and queue an array has. */
    public enum Sizes {
        /** What {@link Configuration#ofArray} gives. */
        STANDARD {
            @Override
            Configuration around(int array) {
                return Configuration.ofArray(array);
            }
        },
        /** The least of everything: tiles, chunks, streamed weights, short bursts and queues that fill up. */
        SMALLEST {
            @Override
            Configuration around(int array) {
                return new Configuration(new ArrayConfiguration(array, 1), new MemoryConfiguration(256, 256, 128, 64, 1, 128),
                        new BusConfiguration(8, 4, 2), 2);
            }
        };

        abstract Configuration around(int array);
    }

    public Accelerator {
        sizes.around(array); // refuses impossible sizes
    }

    /** An array of that size with what usually is around it. */
    public static Accelerator standard(int array) {
        return new Accelerator(array, Sizes.STANDARD);
    }

    /** What programs are compiled for. */
    public Configuration configuration() {
        return sizes.around(array);
    }

    /** A device that stands for it, on such a memory; a run of millions of cycles is given up. */
    public DeviceOptions options(MemoryTiming memory) {
        return DeviceOptions.of(configuration()).withMemory(memory).withCycleLimit(CYCLE_LIMIT);
    }

    /** {@code array 4, smallest}. */
    @Override
    public String toString() {
        return "array %d, %s".formatted(array, sizes.name().toLowerCase(Locale.ROOT));
    }
}
