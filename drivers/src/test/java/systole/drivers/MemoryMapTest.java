package systole.drivers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import systole.compiler.Program;
import systole.contract.Descriptor;
import systole.contract.Region;

class MemoryMapTest {
    private final Program program = SampleNetworks.program();

    @Test
    void placesAreAlignedAndDoNotOverlap() {
        long base = 1L << 33;
        MemoryMap map = MemoryMap.of(program, base);
        assertEquals(base, map.program());
        long end = base + (long) program.descriptors().size() * Descriptor.BYTES;
        for (Region region : Region.values()) {
            MemoryMap.Place place = map.place(region);
            assertEquals(0, place.address() % 4096, region.toString());
            assertTrue(place.address() >= end, region.toString());
            end = place.address() + place.bytes();
        }
        assertTrue(base + map.bytes() >= end);
        assertEquals(0, map.bytes() % 4096);
    }

    @Test
    void placesAreAsLargeAsTheProgramSays() {
        MemoryMap map = MemoryMap.of(program, 0);
        assertEquals(program.bytes(Region.CONSTANTS), map.place(Region.CONSTANTS).bytes());
        assertEquals(program.bytes(Region.WORKSPACE), map.place(Region.WORKSPACE).bytes());
        assertEquals(program.input().bytes(), map.place(Region.INPUT).bytes());
        assertEquals(program.outputBytes(), map.place(Region.OUTPUT).bytes());
    }

    @Test
    void refusesABaseThatIsNotAligned() {
        assertThrows(IllegalArgumentException.class, () -> MemoryMap.of(program, 64));
    }
}
