package systole.compiler;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.ExecuteField;
import systole.contract.Field;
import systole.contract.HeaderField;
import systole.contract.LoadField;
import systole.contract.Opcode;
import systole.contract.SnapshotField;
import systole.contract.StoreField;
import systole.graph.Shape;
import systole.graph.Window;

/** A good program with one field changed is refused with the descriptor's index and the reason. */
class ProgramValidatorTest {
    private final Program good = Compiler.compile(
            new GraphMaker(new Random(1), Shape.map(20, 9, 9)).convolution(20, Window.square(3, 1, 1), 1).linear(9).graph(),
            Configuration.ofArray(16), CompilerOptions.standard()).program();

    private void refuses(Opcode opcode, Field field, long value, String reason) {
        List<Descriptor> descriptors = new ArrayList<>(good.descriptors());
        int index = 0;
        while (descriptors.get(index).opcode() != opcode) {
            index++;
        }
        descriptors.set(index, descriptors.get(index).with(field, value));
        Program bad = good.withDescriptors(descriptors);
        String message = assertThrows(IllegalArgumentException.class, () -> ProgramValidator.validate(bad)).getMessage();
        String where = "descriptor " + index;
        assertTrue(message.contains(where) && message.contains(reason), message);
    }

    @Test
    void acceptsWhatTheCompilerMakes() {
        assertDoesNotThrow(() -> ProgramValidator.validate(good));
    }

    @Test
    void waitsMustPointBackwards() {
        refuses(Opcode.EXECUTE, HeaderField.WAIT_DRAIN, 1, "waits for 1 DRAIN steps, but 0");
        refuses(Opcode.LOAD, HeaderField.WAIT_LOAD, 1, "waits for 1 LOAD");
    }

    @Test
    void codesMustBeKnown() {
        refuses(Opcode.LOAD, HeaderField.OPCODE, 9, "no opcode has code 9");
        refuses(Opcode.LOAD, LoadField.MEMORY, 1, "LOAD does not fill WEIGHTS");
        refuses(Opcode.LOAD, LoadField.MEMORY, 5, "MEMORY has no code 5");
        refuses(Opcode.LOAD_WEIGHTS, LoadField.MEMORY, 0, "LOAD_WEIGHTS does not fill SCRATCHPAD");
        refuses(Opcode.LOAD_WEIGHTS, LoadField.MEMORY, 4, "LOAD_WEIGHTS does not fill RESIDUAL");
        refuses(Opcode.LOAD_WEIGHTS, LoadField.REGION, 7, "REGION has no code 7");
        refuses(Opcode.SNAPSHOT, SnapshotField.REGION, 4, "REGION has no code 4");
    }

    @Test
    void countsMustNotBeZero() {
        refuses(Opcode.LOAD, LoadField.OUTER, 0, "OUTER must be at least 1");
        refuses(Opcode.EXECUTE, ExecuteField.KERNEL_ROWS, 0, "KERNEL_ROWS must be at least 1");
        refuses(Opcode.STORE, StoreField.COLUMNS, 0, "COLUMNS must be at least 1");
    }

    @Test
    void addressesMustBeAligned() {
        refuses(Opcode.LOAD, LoadField.ADDRESS, 8, "ADDRESS must be a multiple of 16");
        refuses(Opcode.EXECUTE, ExecuteField.WEIGHT_BASE, 3, "WEIGHT_BASE must be a multiple of 16");
        refuses(Opcode.STORE, StoreField.ROW_PITCH, 24, "ROW_PITCH must be a multiple of 16");
        refuses(Opcode.SNAPSHOT, SnapshotField.ADDRESS, 32, "ADDRESS must be a multiple of 64");
    }

    @Test
    void rangesMustFitTheirMemories() {
        refuses(Opcode.LOAD, LoadField.LOCAL_BASE, 16383, "writes SCRATCHPAD");
        refuses(Opcode.LOAD, LoadField.ADDRESS, 1 << 20, "reads INPUT");
        refuses(Opcode.LOAD_WEIGHTS, LoadField.LOCAL_BASE, 8191, "writes WEIGHTS");
        refuses(Opcode.EXECUTE, ExecuteField.WEIGHT_BASE, 8176, "reads WEIGHTS");
        refuses(Opcode.EXECUTE, ExecuteField.ACCUMULATOR_BASE, 2047, "writes ACCUMULATORS");
        refuses(Opcode.STORE, StoreField.PARAMETER_BASE, 2047, "reads PARAMETERS");
        refuses(Opcode.STORE, StoreField.ADDRESS, 16384 * 16 - 16, "writes SCRATCHPAD");
        refuses(Opcode.SNAPSHOT, SnapshotField.ADDRESS, 128, "writes WORKSPACE");
    }
}
