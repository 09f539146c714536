package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import systole.compiler.Compiler;
import systole.compiler.CompilerOptions;
import systole.compiler.NetworkProgram;
import systole.compiler.Program;
import systole.contract.Descriptor;
import systole.contract.ExecuteField;
import systole.contract.Field;
import systole.contract.LoadField;
import systole.contract.LocalMemory;
import systole.contract.Opcode;
import systole.contract.StoreField;
import systole.graph.Shape;
import systole.runtime.CompiledNetwork;
import systole.runtime.Device;
import systole.runtime.Devices;
import systole.runtime.LoadedNetwork;
import systole.runtime.MemoryTiming;
import systole.runtime.Mismatch;
import systole.runtime.ProgressMonitor;
import systole.runtime.Session;
import systole.verify.Accelerator;

/** One wrong weight or one wrong descriptor on the simulated hardware, and the comparison names a byte that came out wrong. */
class ProgramMutationTest {
    private static final Accelerator ACCELERATOR = Accelerator.standard(4);

    private final SmallNetwork network = new SmallNetwork();
    private final byte[] input = network.input(1);
    private final Program sound = Compiler.compile(network.graph(), ACCELERATOR.configuration(), CompilerOptions.observing()).program();
    private final Device device = Devices.open("sim", ACCELERATOR.options(MemoryTiming.DEFAULT), ProgressMonitor.SILENT);
    private final Session session = new Session(network.graph(), device);

    /** Fields of the first descriptor of a kind, of an EXECUTE with several rows, and what is added to them. */
    static final List<Arguments> FIELDS = List.of(
            Arguments.of(Opcode.LOAD, LoadField.ADDRESS, 4),
            Arguments.of(Opcode.LOAD_WEIGHTS, LoadField.ADDRESS, 8),
            Arguments.of(Opcode.EXECUTE, ExecuteField.ROW_STEP, 4),
            Arguments.of(Opcode.EXECUTE, ExecuteField.INPUT_BASE, 4),
            Arguments.of(Opcode.EXECUTE, ExecuteField.KERNEL_COLUMNS, -1),
            Arguments.of(Opcode.EXECUTE, ExecuteField.COLUMN_STEP, 4),
            Arguments.of(Opcode.STORE, StoreField.ZERO_POINT, -1),
            Arguments.of(Opcode.STORE, StoreField.ACCUMULATOR_BASE, 1),
            Arguments.of(Opcode.STORE, StoreField.COLUMNS, -1));

    @AfterEach
    void close() {
        session.close();
        device.close();
    }

    @Test
    void soundProgramIsEqual() {
        assertEquals(List.of(), mismatches(sound));
    }

    @ParameterizedTest(name = "{0}.{1} {2}")
    @FieldSource("FIELDS")
    void wrongDescriptorIsNoticed(Opcode opcode, Field field, int difference) {
        int index = opcode == Opcode.EXECUTE ? Programs.firstWithAtLeast(sound, opcode, ExecuteField.ROWS, 2) : Programs.firstOf(sound, opcode);
        long right = sound.descriptors().get(index).get(field);
        assertNamesAWrongByte(Programs.with(sound, index, field, right + difference));
    }

    @Test
    void wrongWeightIsNoticedInItsChannel() {
        Mismatch first = assertNamesAWrongByte(Programs.withConstants(sound, constants -> {
            constants[firstWeight()] ^= 0x40;
            return constants;
        }));
        assertEquals("n0", first.tensor());
        assertEquals(0, first.channel());
    }

    /** Offset of the weight of the first layer's output channel 0 for its first tap. */
    private int firstWeight() {
        Descriptor load = sound.descriptors().stream().filter(descriptor -> descriptor.opcode() == Opcode.LOAD_WEIGHTS)
                .filter(descriptor -> descriptor.getInt(LoadField.MEMORY) == LocalMemory.WEIGHTS.code()).findFirst().orElseThrow();
        return load.getInt(LoadField.ADDRESS);
    }

    private Mismatch assertNamesAWrongByte(Program wrong) {
        List<Mismatch> mismatches = mismatches(wrong);
        assertFalse(mismatches.isEmpty(), "nothing differs");
        Mismatch first = mismatches.getFirst();
        byte right = expected(first.tensor(), first.channel(), first.y(), first.x());
        assertEquals(right, first.expected());
        assertFalse(first.got() == right, first::toString);
        assertEquals("%s, tile %d, channel %d, y %d, x %d: expected %d, got %d".formatted(first.tensor(),
                first.channel() / ACCELERATOR.array(), first.channel(), first.y(), first.x(), right, first.got()),
                first.toString().replaceFirst(";.*", ""));
        return first;
    }

    private byte expected(String tensor, int channel, int y, int x) {
        Shape shape = network.graph().tensor(tensor).shape();
        return session.expected(input).get(tensor)[(channel * shape.height() + y) * shape.width() + x];
    }

    private List<Mismatch> mismatches(Program program) {
        try (LoadedNetwork loaded = device.load(new CompiledNetwork(network.graph(), NetworkProgram.of(program, 1)))) {
            return session.compare(loaded.run(input), session.expected(input)).stream()
                    .flatMap(comparison -> comparison.mismatch().stream()).toList();
        }
    }
}
