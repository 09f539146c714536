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
import systole.compiler.Compiler;
import systole.compiler.CompilerOptions;
import systole.compiler.GraphMaker;
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
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedGraph;
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
        QuantisedGraph graph = new GraphMaker(new SplittableRandom(1), Shape.map(6, 9, 11)).convolution(5, Window.square(3, 1, 1), 1)
                .convolution(2 * configuration.array().size() + 1, Window.square(1, 1, 0), 1).graph();
        Program plain = Compiler.compile(graph, configuration, CompilerOptions.standard()).program();
        try (KernelBench bench = new KernelBench(configuration, memory -> memory.withLatency(20, 20))) {
            for (int seed = 0; seed < ROUNDS; seed++) {
                Program program = withResiduals(plain, new SplittableRandom(seed));
                ProgramValidator.validate(program);
                byte[] input = new byte[program.input().bytes()];
                new SplittableRandom(seed).nextBytes(input);
                byte[] expected = program.output().unpack(ProgramInterpreter.run(program, input).output());
                byte[] withoutResiduals = plain.output().unpack(ProgramInterpreter.run(plain, input).output());
                assertFalse(Arrays.equals(withoutResiduals, expected), "the residuals change nothing");
                KernelBench.Ending ending = bench.run(program, input);
                assertEquals(ErrorCode.NONE, ending.error());
                assertArrayEquals(expected, ending.output(), "seed " + seed);
            }
        }
    }

    /** The program behind a load that fills the residual memory with constants, which two of three of its stores add. */
    private static Program withResiduals(Program plain, RandomGenerator random) {
        List<Descriptor> descriptors = new ArrayList<>();
        descriptors.add(load(plain));
        int stores = random.nextInt(3);
        for (Descriptor descriptor : plain.descriptors()) {
            Descriptor later = descriptor.with(HeaderField.WAIT_LOAD, descriptor.get(HeaderField.WAIT_LOAD) + 1);
            boolean adds = descriptor.opcode() == Opcode.STORE && ++stores % 3 > 0;
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
        int shift = random.nextInt(22);
        return store.with(StoreField.STRIDE_X, 1).with(StoreField.STRIDE_Y, 1).with(StoreField.RESIDUAL, 1)
                .with(StoreField.RESIDUAL_BASE, random.nextInt(configuration.memory().residualRows() / 2 - pixels))
                .with(StoreField.MULTIPLIER, 1 << shift).with(StoreField.RESIDUAL_MULTIPLIER, random.nextInt(1 << 22))
                .with(StoreField.SHIFT, shift).with(StoreField.RESIDUAL_ZERO_POINT, random.nextInt(-128, 128))
                .with(StoreField.SUM_ZERO_POINT, random.nextInt(-128, 128)).with(StoreField.SUM_CLAMP_LOW, -128)
                .with(StoreField.SUM_CLAMP_HIGH, random.nextInt(0, 128));
    }
}
