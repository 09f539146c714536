package systole.drivers;

import java.util.Arrays;
import java.util.List;
import systole.contract.KernelArgument;
import systole.contract.Register;
import systole.runtime.DeviceCheck;

/** Whether every argument register keeps what is written to it, while the others get something else. */
public final class RegisterCheck {
    private static final String NAME = "registers";
    /** Bases are multiples of 64: lower bits need not be kept. */
    private static final int KEPT = -64;
    private static final int[] PATTERNS = {0, -1, 0x55555555, 0xAAAAAAAA};
    /** Makes a register's value differ from its neighbours'. */
    private static final int SPREAD = 0x9E3779B9;

    private RegisterCheck() {
    }

    /** Writes and reads; what the registers held is lost. The kernel must not run. */
    public static DeviceCheck of(Registers registers) {
        List<Register> tried = Arrays.stream(Register.values()).filter(RegisterCheck::isArgument).toList();
        for (int pattern : PATTERNS) {
            tried.forEach(register -> registers.write(register, value(pattern, register)));
            for (Register register : tried) {
                int expected = value(pattern, register);
                int got = registers.read(register) & KEPT;
                if (got != expected) {
                    return new DeviceCheck(NAME, false, "%s holds 0x%08x after 0x%08x was written".formatted(register, got, expected));
                }
            }
        }
        return new DeviceCheck(NAME, true, "%d registers keep %d patterns".formatted(tried.size(), PATTERNS.length));
    }

    private static int value(int pattern, Register register) {
        return (pattern ^ register.offset() * SPREAD) & KEPT;
    }

    private static boolean isArgument(Register register) {
        return Arrays.stream(KernelArgument.values()).anyMatch(argument -> {
            int distance = register.offset() - argument.register().offset();
            return distance >= 0 && distance < argument.bytes();
        });
    }
}
