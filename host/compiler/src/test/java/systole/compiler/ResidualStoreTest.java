package systole.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import systole.compiler.interpreter.ProgramInterpreter;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.LoadField;
import systole.contract.LocalMemory;
import systole.contract.Opcode;
import systole.contract.Progress;
import systole.contract.Region;
import systole.contract.StoreField;
import systole.graph.Shape;
import systole.quant.Quantisation;
import systole.quant.QuantisedTensor;

/** A STORE that adds residuals to results: which row meets which pixel, and what is refused. Accumulators are 0, so results are biases. */
class ResidualStoreTest {
    private static final int LANES = 4;
    private static final Configuration CONFIGURATION = Configuration.ofArray(LANES);
    private static final int COLUMNS = 5;
    private static final int ROWS = 3;
    private static final int VECTORS = COLUMNS * ROWS;
    private static final int BASE = 7;
    private static final int[] BIASES = {-3, 0, 50, 120};

    private static final Descriptor LOAD = Descriptor.of(Opcode.LOAD).set(LoadField.REGION, Region.INPUT.code())
            .set(LoadField.MEMORY, LocalMemory.RESIDUAL.code()).set(LoadField.LOCAL_BASE, BASE).set(LoadField.RUN, VECTORS)
            .set(LoadField.INNER, 1).set(LoadField.OUTER, 1).build();
    private static final Descriptor LOAD_PARAMETERS = Descriptor.of(Opcode.LOAD_WEIGHTS).set(LoadField.REGION, Region.CONSTANTS.code())
            .set(LoadField.MEMORY, LocalMemory.PARAMETERS.code()).set(LoadField.RUN, 8).set(LoadField.INNER, 1).set(LoadField.OUTER, 1)
            .build();
    private static final Descriptor STORE = Descriptor.of(Opcode.STORE).set(StoreField.COLUMNS, COLUMNS).set(StoreField.ROWS, ROWS)
            .set(StoreField.ROW_STEP, COLUMNS).set(StoreField.KERNEL_COLUMNS, 1).set(StoreField.KERNEL_ROWS, 1)
            .set(StoreField.STRIDE_X, 1).set(StoreField.STRIDE_Y, 1).set(StoreField.VALID_COLUMNS, COLUMNS).set(StoreField.VALID_ROWS, ROWS)
            .set(StoreField.CLAMP_LOW, -128).set(StoreField.CLAMP_HIGH, 127).set(StoreField.REGION, Region.OUTPUT.code())
            .set(StoreField.ROW_PITCH, COLUMNS * LANES).set(StoreField.RESIDUAL, 1).set(StoreField.RESIDUAL_BASE, BASE)
            .set(StoreField.MULTIPLIER, 2).set(StoreField.RESIDUAL_MULTIPLIER, 3).set(StoreField.SHIFT, 1)
            .set(StoreField.RESIDUAL_ZERO_POINT, -4).set(StoreField.SUM_ZERO_POINT, 10).set(StoreField.SUM_CLAMP_LOW, -50)
            .set(StoreField.SUM_CLAMP_HIGH, 60).waitFor(Progress.LOAD, 1).waitFor(Progress.WEIGHTS, 1).build();

    private static Program program(Descriptor load, Descriptor store) {
        ByteBuffer parameters = ByteBuffer.allocate(8 * LANES).order(ByteOrder.LITTLE_ENDIAN);
        for (int bias : BIASES) {
            parameters.putInt(bias);
        }
        for (int lane = 0; lane < LANES; lane++) {
            parameters.putFloat(1);
        }
        return new Program("residual", CONFIGURATION, List.of(load, LOAD_PARAMETERS, store), parameters.array(),
                List.of(layout(Region.INPUT)), List.of(layout(Region.OUTPUT)), List.of(), 0, VECTORS * LANES, List.of());
    }

    private static TensorLayout layout(Region region) {
        QuantisedTensor tensor = new QuantisedTensor("t", Shape.map(LANES, ROWS, COLUMNS), new Quantisation(1f, 0));
        return TensorLayout.blocked(tensor, 1, region, 0, ChannelMap.dense(LANES, LANES));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyPixelMeetsItsRow(long seed) {
        byte[] residuals = new byte[VECTORS * LANES];
        new SplittableRandom(seed).nextBytes(residuals);
        byte[] expected = new byte[residuals.length];
        for (int i = 0; i < expected.length; i++) {
            double sum = (BIASES[i % LANES] * 2 + (residuals[i] + 4) * 3) / 2.0 + 10;
            expected[i] = (byte) Math.clamp(Math.rint(sum), -50, 60);
        }
        Program program = program(LOAD, STORE);
        ProgramValidator.validate(program);
        assertArrayEquals(expected, ProgramInterpreter.run(program, residuals).output());
        assertArrayEquals(expected, ProgramInterpreter.runShuffled(program, residuals, new SplittableRandom(seed)).output());
    }

    @ParameterizedTest
    @EnumSource(value = StoreField.class, names = {"KERNEL_COLUMNS", "KERNEL_ROWS", "STRIDE_X", "STRIDE_Y"})
    void windowsOfMoreThanAPixelAreRefused(StoreField field) {
        assertRefused(field + " must be 1 where a residual is added", LOAD, STORE.with(field, 2));
        ProgramValidator.validate(program(LOAD, STORE.with(field, 2).with(StoreField.RESIDUAL, 0).with(StoreField.VALID_ROWS, 1)));
    }

    @ParameterizedTest
    @CsvSource({"4081, ", "4082, up to 4097 of 4096"})
    void rowsBehindTheMemoryAreRefused(int base, String complaint) {
        Descriptor load = LOAD.with(LoadField.LOCAL_BASE, base);
        Descriptor store = STORE.with(StoreField.RESIDUAL_BASE, base);
        if (complaint == null) {
            ProgramValidator.validate(program(load, store));
        } else {
            assertRefused("writes RESIDUALS " + complaint, load, STORE);
            assertRefused("reads RESIDUALS " + complaint, LOAD, store);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStoreWaitsForTheLoadOfItsResiduals(boolean adds) {
        Hazards hazards = new Hazards();
        hazards.dispatch(Opcode.LOAD, Footprint.of(LOAD, CONFIGURATION));
        Footprint store = Footprint.of(STORE.with(StoreField.RESIDUAL, adds ? 1 : 0), CONFIGURATION);
        assertEquals(adds ? Map.of(Progress.LOAD, 1) : Map.of(), hazards.dispatch(Opcode.STORE, store));
    }

    private static void assertRefused(String reason, Descriptor load, Descriptor store) {
        String message = assertThrows(IllegalArgumentException.class, () -> ProgramValidator.validate(program(load, store))).getMessage();
        assertTrue(message.contains(reason), message);
    }
}
