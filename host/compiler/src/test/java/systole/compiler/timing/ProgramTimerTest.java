package systole.compiler.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import systole.compiler.Program;
import systole.contract.Configuration;
import systole.contract.Counter;
import systole.contract.Descriptor;
import systole.contract.ExecuteField;
import systole.contract.LoadField;
import systole.contract.Opcode;
import systole.contract.Progress;
import systole.contract.Region;
import systole.contract.SnapshotField;
import systole.contract.StoreField;
import systole.graph.Shape;

/** The rules that decide cycles, one by one. That the hardware follows the same ones is shown where it is simulated. */
class ProgramTimerTest {
    private static final Configuration CONFIGURATION = Configuration.ofArray(16);
    private static final MemorySpeed MEMORY = new MemorySpeed(100, OptionalInt.empty());
    private static final int SHORTEST_PASS = CONFIGURATION.array().minimumPass();

    private static long count(Counter counter, MemorySpeed memory, Descriptor... descriptors) {
        Program program = new Program(
                "hand-made", CONFIGURATION, List.of(descriptors), new byte[0], List.of(), List.of(), List.of(), 0, 0, List.of());
        return ProgramTimer.time(program, memory).total().get(counter);
    }

    private static long cycles(Descriptor... descriptors) {
        return count(Counter.CYCLES, MEMORY, descriptors);
    }

    private static Descriptor.Builder execute(int passes, int pixels) {
        return Descriptor.of(Opcode.EXECUTE).set(ExecuteField.BLOCKS, passes).set(ExecuteField.KERNEL_COLUMNS, 1)
                .set(ExecuteField.KERNEL_ROWS, 1).set(ExecuteField.COLUMNS, pixels).set(ExecuteField.ROWS, 1);
    }

    private static Descriptor.Builder store(int vectors, int taps) {
        return Descriptor.of(Opcode.STORE).set(StoreField.COLUMNS, vectors).set(StoreField.ROWS, 1)
                .set(StoreField.KERNEL_COLUMNS, taps).set(StoreField.KERNEL_ROWS, 1).set(StoreField.STRIDE_X, taps)
                .set(StoreField.VALID_COLUMNS, vectors * taps).set(StoreField.VALID_ROWS, 1).set(StoreField.TO_SCRATCHPAD, 1);
    }

    private static Descriptor load(int rows) {
        return Descriptor.of(Opcode.LOAD).set(LoadField.REGION, Region.CONSTANTS.code()).set(LoadField.RUN, rows)
                .set(LoadField.INNER, 1).set(LoadField.OUTER, 1).build();
    }

    @Test
    void aProgramOfNothingIsDoneAtOnce() {
        assertEquals(1, cycles());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 64, 1000})
    void aPassTakesItsPixelsOrTheShortestPass(int pixels) {
        int expected = Math.max(pixels, SHORTEST_PASS);
        assertEquals(expected, cycles(execute(6, pixels).build()) - cycles(execute(5, pixels).build()));
        assertEquals(5L * pixels, count(Counter.ARRAY_BUSY, MEMORY, execute(5, pixels).build()));
    }

    @Test
    void twoCyclesLieBetweenTiles() {
        long one = cycles(execute(100, 20).build());
        assertEquals(100 * 20 + 2, cycles(execute(100, 20).build(), execute(100, 20).build()) - one);
    }

    @Test
    void aTapTakesACycle() {
        Descriptor tile = execute(1, 60).build();
        long once = cycles(tile, store(20, 1).waitFor(Progress.EXECUTE, 1).build());
        long thrice = cycles(tile, store(20, 3).waitFor(Progress.EXECUTE, 1).build());
        assertEquals(20 * 2, thrice - once);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 2, 2, 0, 100", // windows that share nothing: every tap
        "9, 3, 2, 0, 108", "9, 4, 1, 0, 216", "7, 4, 3, 0, 56", // each row's columns once
        "9, 5, 1, 0, 625", // too wide to share
        "10, 3, 1, 1, 310", "10, 3, 2, 1, 155"}) // nothing below the map, and a tap for columns beside it
    void windowsShareTheColumnsThatTheyHaveInCommon(int size, int kernel, int stride, int padding, int taps) {
        int outputs = (size + 2 * padding - kernel) / stride + 1;
        Descriptor tile = execute(1, 100).build();
        Descriptor pool = store(outputs, 1).set(StoreField.ROWS, outputs).set(StoreField.KERNEL_COLUMNS, kernel)
                .set(StoreField.KERNEL_ROWS, kernel).set(StoreField.STRIDE_X, stride).set(StoreField.STRIDE_Y, stride)
                .set(StoreField.ORIGIN_X, -padding).set(StoreField.ORIGIN_Y, -padding).set(StoreField.VALID_COLUMNS, size)
                .set(StoreField.VALID_ROWS, size).waitFor(Progress.EXECUTE, 1).build();
        assertEquals(taps - 1, cycles(tile, pool) - cycles(tile, store(1, 1).waitFor(Progress.EXECUTE, 1).build()));
    }

    @Test
    void theDrainWaitsForAnArrayThatAddsToItsBank() {
        int otherBank = CONFIGURATION.memory().accumulatorBankRows();
        Descriptor drained = execute(1, 20).build();
        Descriptor.Builder adding = execute(50, 20).set(ExecuteField.ACCUMULATE, 1);
        Descriptor drain = store(20, 1).waitFor(Progress.EXECUTE, 1).build();
        Descriptor last = execute(1, 20).waitFor(Progress.DRAIN, 1).build();
        long apart = cycles(drained, adding.set(ExecuteField.ACCUMULATOR_BASE, otherBank).build(), drain, last);
        long together = cycles(drained, adding.set(ExecuteField.ACCUMULATOR_BASE, 0).build(), drain, last);
        assertTrue(together > apart, together + " cycles are not more than " + apart);
    }

    @Test
    void aTileThatWaitsForALoadIsStalledOnIt() {
        Descriptor tile = execute(1, 20).waitFor(Progress.LOAD, 1).build();
        long stalled = count(Counter.STALL_LOAD, MEMORY, load(500), tile);
        assertTrue(stalled > 500 && stalled < 500 + 100 + 20, stalled + " cycles");
        assertEquals(0, count(Counter.STALL_WEIGHTS, MEMORY, load(500), tile));
    }

    @Test
    void latencyIsPaidOnceForTheDescriptorsAndOnceForTheirLoads() {
        Descriptor[] loads = IntStream.range(0, 3).mapToObj(i -> load(64)).toArray(Descriptor[]::new);
        long near = count(Counter.CYCLES, new MemorySpeed(10, OptionalInt.empty()), loads);
        long far = count(Counter.CYCLES, new MemorySpeed(110, OptionalInt.empty()), loads);
        assertEquals(2 * 100, far - near);
    }

    @Test
    void bandwidthBoundsLoads() {
        long cycles = count(Counter.CYCLES, new MemorySpeed(10, OptionalInt.of(3)), load(3000));
        assertEquals(3000 * 16 / 3.0, cycles, 100);
    }

    @Test
    void aSnapshotTellsWhatWasCountedBeforeIt() {
        Descriptor snapshot = Descriptor.of(Opcode.SNAPSHOT).set(SnapshotField.REGION, Region.WORKSPACE.code())
                .waitFor(Progress.EXECUTE, 1).build();
        assertEquals(Counter.snapshotBytes(), count(Counter.BYTES_WRITTEN, MEMORY, execute(3, 20).build(), snapshot));
    }

    @Test
    void queuesThatFillUpDelayTheDispatchOfOthers() {
        Descriptor tile = execute(10, 100).build();
        int fillsQueueAndHead = CONFIGURATION.queueDepth() + 2;
        Stream<Descriptor> tiles = Stream.generate(() -> tile).limit(fillsQueueAndHead + 5);
        Descriptor[] blocked = Stream.concat(tiles, Stream.of(load(1))).toArray(Descriptor[]::new);
        assertTrue(cycles(blocked) >= 10 * 100 * (fillsQueueAndHead + 5));
    }

    @Test
    void aWaitThatNobodyFulfilsIsAnError() {
        Descriptor tile = execute(1, 20).waitFor(Progress.LOAD, 1).build();
        assertTrue(assertThrows(IllegalStateException.class, () -> cycles(tile)).getMessage().contains("program hand-made never ends"));
    }

    @Test
    void memoriesOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MemorySpeed(0, OptionalInt.empty()));
        assertThrows(IllegalArgumentException.class, () -> new MemorySpeed(1, OptionalInt.of(0)));
    }
}
