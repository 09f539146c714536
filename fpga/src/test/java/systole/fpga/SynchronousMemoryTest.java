package systole.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SynchronousMemoryTest {
    @Test
    void readsTheListOfMemories() {
        assertEquals(List.of(new SynchronousMemory("bank0_ext", 1024, 128), new SynchronousMemory("rows", 3, 8)), SynchronousMemory.of(
                List.of("name bank0_ext depth 1024 width 128 ports write,read", "", "name rows depth 3 width 8 ports write,read ")));
    }

    @Test
    void refusesOtherPorts() {
        var failure = assertThrows(IllegalArgumentException.class,
                () -> SynchronousMemory.of(List.of("name a depth 4 width 8 ports mrw mask_gran 8")));
        assertTrue(failure.getMessage().startsWith("the memory \"name a depth 4 width 8 ports mrw mask_gran 8\" is none of"), failure.getMessage());
    }

    @Test
    void addressesReachEveryRow() {
        assertTrue(new SynchronousMemory("m", 1024, 128).verilog().contains("input [9:0] R0_addr,"));
        assertTrue(new SynchronousMemory("m", 1025, 128).verilog().contains("input [10:0] W0_addr,"));
        assertTrue(new SynchronousMemory("m", 1025, 128).verilog().contains("reg [127:0] rows [0:1024];"));
    }
}
