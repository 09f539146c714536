package systole.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import systole.compiler.Program;
import systole.compiler.ProgramValidator;
import systole.compiler.interpreter.ProgramInterpreter;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.ErrorCode;
import systole.contract.HeaderField;
import systole.contract.LoadField;
import systole.contract.LocalMemory;
import systole.contract.Opcode;
import systole.contract.Region;
import systole.contract.StoreField;
import systole.verify.Accelerator;

/** A network whose stores add residuals by chance leaves the same bytes in hardware and in the interpreter. */
class ResidualParityTest {
    private static final int ROUNDS = 12;

    static List<Configuration> configurations() {
        return Accelerator.ALL.stream().map(Accelerator::configuration).toList();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void sumsAreEqual(Configuration configuration) {
        SmallNetwork network = new SmallNetwork();
        Program plain = network.program(configuration);
        try (KernelBench bench = new KernelBench(configuration, memory -> memory.withLatency(20, 20))) {
            for (int seed = 0; seed < ROUNDS; seed++) {
                Program program = withResiduals(plain, new SplittableRandom(seed));
                ProgramValidator.validate(program);
                byte[] input = network.packed(program, network.input(seed));
                byte[] expected = program.output().unpack(ProgramInterpreter.run(program, input).output());
                assertFalse(Arrays.equals(network.expected(network.input(seed)), expected), "the residuals change nothing");
                KernelBench.Ending ending = bench.run(program, input);
                assertEquals(ErrorCode.NONE, ending.error());
                assertArrayEquals(expected, ending.output(), "seed " + seed);
            }
        }
    }

    /** The program behind a load that fills the residual memory with constants; some of its stores add them. */
    private static Program withResiduals(Program plain, RandomGenerator random) {
        List<Descriptor> descriptors = new ArrayList<>();
        descriptors.add(load(plain));
        for (Descriptor descriptor : plain.descriptors()) {
            Descriptor later = descriptor.with(HeaderField.WAIT_LOAD, descriptor.get(HeaderField.WAIT_LOAD) + 1);
            boolean adds = descriptor.opcode() == Opcode.STORE && descriptor.get(StoreField.KERNEL_ROWS) == 1 && random.nextInt(3) > 0;
            descriptors.add(adds ? adding(later, plain.configuration(), random) : later);
        }
        return plain.withDescriptors(descriptors);
    }

    private static Descriptor load(Program plain) {
        int rows = Math.min(64, plain.constants().length / plain.configuration().array().size());
        int times = plain.configuration().memory().residualRows() / rows;
        return Descriptor.of(Opcode.LOAD).set(LoadField.REGION, Region.CONSTANTS.code()).set(LoadField.MEMORY, LocalMemory.RESIDUAL.code())
                .set(LoadField.RUN, rows).set(LoadField.INNER, times).set(LoadField.OUTER, 1).set(LoadField.LOCAL_INNER_STEP, rows).build();
    }

    private static Descriptor adding(Descriptor store, Configuration configuration, RandomGenerator random) {
        int pixels = store.getInt(StoreField.ROWS) * store.getInt(StoreField.COLUMNS);
        int shift = random.nextInt(24);
        return store.with(StoreField.STRIDE_X, 1).with(StoreField.STRIDE_Y, 1).with(StoreField.RESIDUAL, 1)
                .with(StoreField.RESIDUAL_BASE, random.nextInt(configuration.memory().residualRows() / 2 - pixels))
                .with(StoreField.MULTIPLIER, Math.min((1 << 22) - 1, 1 << shift)).with(StoreField.RESIDUAL_MULTIPLIER, random.nextInt(1 << 22))
                .with(StoreField.SHIFT, shift).with(StoreField.RESIDUAL_ZERO_POINT, random.nextInt(-128, 128))
                .with(StoreField.SUM_ZERO_POINT, random.nextInt(-128, 128)).with(StoreField.SUM_CLAMP_LOW, -128)
                .with(StoreField.SUM_CLAMP_HIGH, random.nextInt(0, 128));
    }
}
