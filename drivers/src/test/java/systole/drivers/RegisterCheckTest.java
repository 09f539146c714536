package systole.drivers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import systole.contract.Register;
import systole.runtime.DeviceCheck;

class RegisterCheckTest {
    @Test
    void registersThatKeepTheirValuesPass() {
        assertTrue(RegisterCheck.of(new StoredRegisters(value -> value & -64, Register.values())).passed());
    }

    @Test
    void aBitThatSticksIsFound() {
        DeviceCheck check = RegisterCheck.of(new StoredRegisters(value -> value | 1 << 17, Register.WATCHDOG));
        assertFalse(check.passed());
        assertTrue(check.result().startsWith("WATCHDOG holds 0x"), check.result());
    }

    @Test
    void aRegisterThatAnotherOneOverwritesIsFound() {
        StoredRegisters registers = new StoredRegisters(value -> value) {
            @Override
            public void write(Register register, int value) {
                super.write(register == Register.OUTPUT_HIGH ? Register.INPUT_HIGH : register, value);
            }
        };
        assertFalse(RegisterCheck.of(registers).passed());
    }

    /** Registers of which some change what they are given. */
    private static class StoredRegisters implements Registers {
        private final Map<Register, Integer> values = new EnumMap<>(Register.class);
        private final IntUnaryOperator fault;
        private final Register[] faulty;

        StoredRegisters(IntUnaryOperator fault, Register... faulty) {
            this.fault = fault;
            this.faulty = faulty;
        }

        @Override
        public int read(Register register) {
            return values.getOrDefault(register, 0);
        }

        @Override
        public void write(Register register, int value) {
            values.put(register, List.of(faulty).contains(register) ? fault.applyAsInt(value) : value);
        }

        @Override
        public void writeLong(Register low, long value) {
            throw new UnsupportedOperationException();
        }
    }
}
