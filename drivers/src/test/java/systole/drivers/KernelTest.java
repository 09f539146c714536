package systole.drivers;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systole.compiler.Program;
import systole.contract.ErrorCode;
import systole.contract.Region;
import systole.contract.Register;
import systole.runtime.DeviceException;

class KernelTest {
    private final Map<Integer, Integer> values = new HashMap<>();
    private final Registers registers = new Registers() {
        @Override
        public int read(Register register) {
            return values.getOrDefault(register.offset(), 0);
        }

        @Override
        public void write(Register register, int value) {
            values.put(register.offset(), value);
        }

        @Override
        public void writeLong(Register low, long value) {
            values.put(low.offset(), (int) value);
            values.put(low.offset() + 4, (int) (value >>> 32));
        }
    };
    private final Program program = SampleNetworks.program();

    @Test
    void aProgramsPlacesReachTheRegisters() {
        MemoryMap map = MemoryMap.of(program, 0x5_8000_0000L);
        Kernel.setUp(registers, program, map);
        assertEquals(0x8000_0000, values.get(Register.PROGRAM_LOW.offset()));
        assertEquals(5, values.get(Register.PROGRAM_HIGH.offset()));
        for (Region region : Region.values()) {
            int low = Register.baseOf(region).offset();
            long address = Integer.toUnsignedLong(values.get(low)) | (long) values.get(low + 4) << 32;
            assertEquals(map.place(region).address(), address, region.toString());
        }
        assertEquals(program.descriptors().size(), values.get(Register.DESCRIPTORS.offset()));
        assertTrue(values.get(Register.WATCHDOG.offset()) > 0);
    }

    @Test
    void anErrorNamesCodeIndexAndDescriptor() {
        assertDoesNotThrow(() -> Kernel.requireSuccess(registers, program));
        values.put(Register.ERROR.offset(), ErrorCode.BAD_COUNT.code());
        values.put(Register.ERROR_INDEX.offset(), 1);
        String message = assertThrows(DeviceException.class, () -> Kernel.requireSuccess(registers, program)).getMessage();
        assertTrue(message.contains("descriptor 1 of " + program.descriptors().size()), message);
        assertTrue(message.contains("BAD_COUNT"), message);
        assertTrue(message.contains(program.descriptors().get(1).toString()), message);
        values.put(Register.ERROR_INDEX.offset(), program.descriptors().size());
        assertTrue(assertThrows(DeviceException.class, () -> Kernel.requireSuccess(registers, program)).getMessage().contains("behind the last"));
    }
}
