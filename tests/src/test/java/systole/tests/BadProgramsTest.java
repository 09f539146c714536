package systole.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import systole.compiler.Program;
import systole.contract.Configuration;
import systole.contract.ErrorCode;
import systole.contract.ExecuteField;
import systole.contract.Field;
import systole.contract.HeaderField;
import systole.contract.LoadField;
import systole.contract.LocalMemory;
import systole.contract.Opcode;
import systole.contract.SnapshotField;
import systole.contract.StoreField;

/** Whatever is wrong with a program, the kernel ends it with the right error and index, and runs the next one right. */
class BadProgramsTest {
    private static final Configuration CONFIGURATION = Configuration.ofArray(8);
    /** Beyond the bench's memory, whatever region it is added to; a multiple of all that addresses must be multiples of. */
    private static final long FAR_AWAY = 0xFFFF_F000L;
    private static final int UNKNOWN_REGION = 7;
    private static final int UNKNOWN_MEMORY = 5;

    private static KernelBench bench;

    private final SmallNetwork network = new SmallNetwork();
    private final Program sound = network.program(CONFIGURATION);

    @BeforeAll
    static void openBench() {
        bench = new KernelBench(CONFIGURATION, memory -> memory.withLatency(100, 100));
    }

    @AfterAll
    static void closeBench() {
        bench.close();
    }

    /** One field of the first descriptor of a kind with a value that must be refused. */
    record Fault(ErrorCode error, Opcode opcode, Field field, long value) {
        @Override
        public String toString() {
            return "%s: %s.%s=%d".formatted(error, opcode, field.name(), value);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"unknownOpcodes", "impossibleWaits", "zeroCounts", "unknownRegions", "misalignedAddresses"})
    void badDescriptorIsRefusedByItsIndex(Fault fault) {
        int index = Programs.firstOf(sound, fault.opcode());
        assertRefused(fault.error(), index, Programs.with(sound, index, fault.field(), fault.value()));
    }

    @Test
    void storeToAnUnknownRegionIsRefused() {
        int index = Programs.firstWith(sound, Opcode.STORE, StoreField.TO_SCRATCHPAD, 0);
        assertRefused(ErrorCode.BAD_REGION, index, Programs.with(sound, index, StoreField.REGION, UNKNOWN_REGION));
    }

    @Test
    void lookupInAMissingTableIsRefused() {
        int index = Programs.firstWith(sound, Opcode.STORE, StoreField.LOOKUP, 1);
        int tables = CONFIGURATION.memory().lookupTables();
        assertRefused(ErrorCode.BAD_REGION, index, Programs.with(sound, index, StoreField.LOOKUP_TABLE, tables));
    }

    @Test
    void residualInAPoolingWindowIsRefused() {
        int index = Programs.firstOf(sound, Opcode.STORE);
        Program adding = Programs.with(sound, index, StoreField.RESIDUAL, 1);
        assertRefused(ErrorCode.BAD_WINDOW, index, Programs.with(adding, index, StoreField.KERNEL_ROWS, 2));
    }

    @Test
    void storeOutsideMemoryFails() {
        int index = Programs.firstWith(sound, Opcode.STORE, StoreField.TO_SCRATCHPAD, 0);
        assertEquals(ErrorCode.WRITE_FAILED, run(Programs.with(sound, index, StoreField.ADDRESS, FAR_AWAY)).error());
        assertNextProgramRunsRight();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("addressesOutsideMemory")
    void addressOutsideMemoryEndsTheProgramBehindItsDescriptor(Fault fault) {
        int index = Programs.firstOf(sound, fault.opcode());
        KernelBench.Ending ending = run(Programs.with(sound, index, fault.field(), fault.value()));
        assertEquals(fault.error(), ending.error());
        assertTrue(ending.index() > index && ending.index() <= sound.descriptors().size(), "index " + ending.index());
        assertNextProgramRunsRight();
    }

    @Test
    void programOutsideMemoryEndsBeforeItsFirstDescriptor() {
        KernelBench.Ending ending = bench.runFrom(0x40, sound, network.packed(sound, network.input(1)));
        assertEquals(ErrorCode.READ_FAILED, ending.error());
        assertEquals(0, ending.index());
        assertNextProgramRunsRight();
    }

    /** The bench's memory answers after 100 cycles: the fetch of the descriptors alone takes longer than this watchdog waits. */
    @Test
    void watchdogEndsAProgramThatMakesNoProgress() {
        KernelBench.Ending ending = bench.run(sound, network.packed(sound, network.input(1)), 50);
        assertEquals(ErrorCode.WATCHDOG, ending.error());
        assertEquals(0, ending.index());
        bench.step(1000); // what memory still owes must have come before the next start
        assertNextProgramRunsRight();
    }

    @Test
    void watchdogEndsAProgramThatWaitsForItsWrites() {
        byte[] input = network.packed(sound, network.input(1));
        try (KernelBench slowWrites = new KernelBench(CONFIGURATION, memory -> memory.withLatency(10, 1000))) {
            KernelBench.Ending ending = slowWrites.run(sound, input, 500);
            assertEquals(ErrorCode.WATCHDOG, ending.error());
            slowWrites.step(2000);
            assertArrayEquals(network.expected(network.input(1)), slowWrites.run(sound, input).output());
        }
    }

    @Test
    void watchdogLongerThanTheMemorysLatencyStaysSilent() {
        KernelBench.Ending ending = bench.run(sound, network.packed(sound, network.input(1)), 400);
        assertEquals(ErrorCode.NONE, ending.error());
        assertEquals(sound.descriptors().size(), ending.index());
    }

    static Stream<Fault> unknownOpcodes() {
        return Arrays.stream(Opcode.values()).flatMap(opcode -> Stream.of(0, 6, 255)
                .map(code -> new Fault(ErrorCode.BAD_OPCODE, opcode, HeaderField.OPCODE, code)));
    }

    static Stream<Fault> impossibleWaits() {
        return Arrays.stream(HeaderField.values()).filter(field -> field != HeaderField.OPCODE).flatMap(field -> Stream.of(
                new Fault(ErrorCode.BAD_WAIT, Opcode.LOAD, field, 1 << 10),
                new Fault(ErrorCode.BAD_WAIT, Opcode.EXECUTE, field, field.maximum())));
    }

    static Stream<Fault> zeroCounts() {
        Stream<Field> loads = Stream.of(LoadField.RUN, LoadField.INNER, LoadField.OUTER);
        Stream<Field> executes = Stream.of(ExecuteField.COLUMNS, ExecuteField.ROWS, ExecuteField.BLOCKS, ExecuteField.KERNEL_COLUMNS,
                ExecuteField.KERNEL_ROWS);
        Stream<Field> stores = Stream.of(StoreField.COLUMNS, StoreField.ROWS, StoreField.KERNEL_COLUMNS, StoreField.KERNEL_ROWS);
        return Stream.of(
                loads.flatMap(field -> Stream.of(Opcode.LOAD, Opcode.LOAD_WEIGHTS).map(opcode -> zero(opcode, field))),
                executes.map(field -> zero(Opcode.EXECUTE, field)), stores.map(field -> zero(Opcode.STORE, field))).flatMap(all -> all);
    }

    static Stream<Fault> unknownRegions() {
        return Stream.of(
                new Fault(ErrorCode.BAD_REGION, Opcode.LOAD, LoadField.REGION, 4),
                new Fault(ErrorCode.BAD_REGION, Opcode.LOAD_WEIGHTS, LoadField.REGION, UNKNOWN_REGION),
                new Fault(ErrorCode.BAD_REGION, Opcode.SNAPSHOT, SnapshotField.REGION, UNKNOWN_REGION),
                new Fault(ErrorCode.BAD_REGION, Opcode.LOAD, LoadField.MEMORY, LocalMemory.WEIGHTS.code()),
                new Fault(ErrorCode.BAD_REGION, Opcode.LOAD, LoadField.MEMORY, UNKNOWN_MEMORY),
                new Fault(ErrorCode.BAD_REGION, Opcode.LOAD_WEIGHTS, LoadField.MEMORY, LocalMemory.SCRATCHPAD.code()),
                new Fault(ErrorCode.BAD_REGION, Opcode.LOAD_WEIGHTS, LoadField.MEMORY, LocalMemory.RESIDUAL.code()));
    }

    static Stream<Fault> misalignedAddresses() {
        return Stream.of(
                new Fault(ErrorCode.MISALIGNED, Opcode.LOAD, LoadField.ADDRESS, 4),
                new Fault(ErrorCode.MISALIGNED, Opcode.LOAD, LoadField.INNER_STEP, 1),
                new Fault(ErrorCode.MISALIGNED, Opcode.LOAD_WEIGHTS, LoadField.OUTER_STEP, 7),
                new Fault(ErrorCode.MISALIGNED, Opcode.EXECUTE, ExecuteField.WEIGHT_BASE, 2),
                new Fault(ErrorCode.MISALIGNED, Opcode.STORE, StoreField.ADDRESS, 1),
                new Fault(ErrorCode.MISALIGNED, Opcode.STORE, StoreField.ROW_PITCH, 12),
                new Fault(ErrorCode.MISALIGNED, Opcode.SNAPSHOT, SnapshotField.ADDRESS, 32));
    }

    static Stream<Fault> addressesOutsideMemory() {
        return Stream.of(
                new Fault(ErrorCode.READ_FAILED, Opcode.LOAD, LoadField.ADDRESS, FAR_AWAY),
                new Fault(ErrorCode.READ_FAILED, Opcode.LOAD_WEIGHTS, LoadField.ADDRESS, FAR_AWAY),
                new Fault(ErrorCode.WRITE_FAILED, Opcode.SNAPSHOT, SnapshotField.ADDRESS, FAR_AWAY));
    }

    private static Fault zero(Opcode opcode, Field count) {
        return new Fault(ErrorCode.BAD_COUNT, opcode, count, 0);
    }

    private void assertRefused(ErrorCode error, int index, Program program) {
        KernelBench.Ending ending = run(program);
        assertEquals(error, ending.error());
        assertEquals(index, ending.index());
        assertNextProgramRunsRight();
    }

    private KernelBench.Ending run(Program program) {
        return bench.run(program, network.packed(program, network.input(1)));
    }

    private void assertNextProgramRunsRight() {
        byte[] input = network.input(2);
        KernelBench.Ending ending = bench.run(sound, network.packed(sound, input));
        assertEquals(ErrorCode.NONE, ending.error());
        assertArrayEquals(network.expected(input), ending.output());
    }
}
