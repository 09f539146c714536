package systole.drivers;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systole.compiler.Program;
import systole.contract.Configuration;
import systole.contract.Counter;
import systole.contract.ErrorCode;
import systole.contract.Region;
import systole.contract.Register;
import systole.runtime.DeviceException;

class KernelTest {
    private final Map<Integer, Integer> registers = new HashMap<>();
    private final Kernel kernel = new Kernel(new RegisterPort() {
        @Override
        public int read(int offset) {
            return registers.getOrDefault(offset, 0);
        }

        @Override
        public void write(int offset, int value) {
            registers.put(offset, value);
        }
    });
    private final Program program = SamplePrograms.pool();

    @Test
    void addressesAreWrittenInTwoHalves() {
        MemoryMap map = MemoryMap.of(program, 0x5_8000_0000L);
        kernel.setUp(program, map);
        assertEquals(0x8000_0000, registers.get(Register.PROGRAM_LOW.offset()));
        assertEquals(5, registers.get(Register.PROGRAM_HIGH.offset()));
        for (Region region : Region.values()) {
            int low = Register.baseOf(region).offset();
            long address = Integer.toUnsignedLong(registers.get(low)) | (long) registers.get(low + 4) << 32;
            assertEquals(map.place(region).address(), address, region.toString());
        }
        assertEquals(program.descriptors().size(), registers.get(Register.DESCRIPTORS.offset()));
        assertTrue(registers.get(Register.WATCHDOG.offset()) > 0);
    }

    @Test
    void anErrorNamesCodeIndexAndDescriptor() {
        assertDoesNotThrow(() -> kernel.requireSuccess(program));
        registers.put(Register.ERROR.offset(), ErrorCode.BAD_COUNT.code());
        registers.put(Register.ERROR_INDEX.offset(), 1);
        String message = assertThrows(DeviceException.class, () -> kernel.requireSuccess(program)).getMessage();
        assertTrue(message.contains("descriptor 1 of " + program.descriptors().size()), message);
        assertTrue(message.contains("BAD_COUNT"), message);
        assertTrue(message.contains(program.descriptors().get(1).toString()), message);
        registers.put(Register.ERROR_INDEX.offset(), program.descriptors().size());
        assertTrue(assertThrows(DeviceException.class, () -> kernel.requireSuccess(program)).getMessage().contains("the end"));
    }

    @Test
    void anotherHashIsRefusedWithBothValues() {
        Configuration configuration = program.configuration();
        registers.put(Register.HASH_LOW.offset(), (int) configuration.hash());
        registers.put(Register.HASH_HIGH.offset(), (int) (configuration.hash() >>> 32));
        assertDoesNotThrow(() -> kernel.requireHash(configuration));
        registers.put(Register.HASH_LOW.offset(), (int) configuration.hash() + 1);
        String message = assertThrows(DeviceException.class, () -> kernel.requireHash(configuration)).getMessage();
        assertTrue(message.contains(configuration.hashText()), message);
        assertTrue(message.contains("%016x".formatted(configuration.hash() + 1)), message);
    }

    @Test
    void countersAreReadInFull() {
        registers.put(Register.offsetOf(Counter.BYTES_READ), -1);
        registers.put(Register.offsetOf(Counter.BYTES_READ) + 4, 3);
        assertEquals(0x3_FFFF_FFFFL, kernel.counters().get(Counter.BYTES_READ));
        assertEquals(0, kernel.counters().get(Counter.CYCLES));
    }
}
