package systole.drivers;

import java.util.EnumMap;
import java.util.Map;
import systole.compiler.Program;
import systole.contract.BusConfiguration;
import systole.contract.Descriptor;
import systole.contract.Region;

/**
 * Where a program and its regions lie in device memory, one behind the other, each from a multiple of 4 KiB on.
 *
 * @param program device address of the first descriptor
 * @param regions each region's place
 * @param base device address of the first byte
 * @param bytes bytes from there to the end of the last place, a multiple of 4 KiB
 */
public record MemoryMap(long program, Map<Region, Place> regions, long base, long bytes) {
    private static final int ALIGNMENT = BusConfiguration.BOUNDARY_BYTES;

    public MemoryMap {
        regions = Map.copyOf(regions);
    }

    /**
     * A region's place.
     *
     * @param address device address of its first byte
     * @param bytes how many the program uses
     */
    public record Place(long address, int bytes) {
    }

    /**
     * Lays a program out from a device address on.
     *
     * @param base a multiple of 4 KiB
     */
    public static MemoryMap of(Program program, long base) {
        if (base % ALIGNMENT != 0) {
            throw new IllegalArgumentException("device memory must start at a multiple of %d, not at 0x%x".formatted(ALIGNMENT, base));
        }
        long next = base + aligned((long) program.descriptors().size() * Descriptor.BYTES);
        Map<Region, Place> regions = new EnumMap<>(Region.class);
        for (Region region : Region.values()) {
            Place place = new Place(next, program.bytes(region));
            regions.put(region, place);
            next += aligned(place.bytes);
        }
        return new MemoryMap(base, regions, base, next - base);
    }

    /** A region's place. */
    public Place place(Region region) {
        return regions.get(region);
    }

    private static long aligned(long bytes) {
        return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
    }
}
