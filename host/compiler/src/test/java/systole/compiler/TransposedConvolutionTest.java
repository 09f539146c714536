package systole.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.contract.ArrayConfiguration;
import systole.contract.BusConfiguration;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.ExecuteField;
import systole.contract.MemoryConfiguration;
import systole.contract.Opcode;
import systole.graph.Shape;
import systole.graph.Window;

/** Transposed convolutions as convolutions of phases. */
class TransposedConvolutionTest {
    private static final Configuration TINY = new Configuration(new ArrayConfiguration(4, 4),
            new MemoryConfiguration(256, 256, 128, 64, 1, 128), new BusConfiguration(64, 16, 8), 2);

    /** Strides beyond the kernel, padding beyond it, dilations that share a divisor with the stride or none. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anyWindow(int images) {
        for (int seed = 0; seed < 120; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int groups = random.nextInt(1, 3);
            GraphMaker maker = new GraphMaker(random, Shape.map(groups * random.nextInt(1, 6), random.nextInt(1, 6), random.nextInt(1, 6)));
            Window window = window(random, maker.shape());
            int below = random.nextInt(Math.max(window.strideY(), window.dilationY()));
            int right = random.nextInt(Math.max(window.strideX(), window.dilationX()));
            maker.transposedConvolution(groups * random.nextInt(1, 6), window, below, right, groups).convolution(3, Window.square(1, 1, 0), 1);
            ProgramCheck.check(maker.graph(), seed % 2 == 0 ? TINY : Configuration.ofArray(4), images, seed);
        }
    }

    private static Window window(SplittableRandom random, Shape in) {
        while (true) {
            Window w = new Window(random.nextInt(1, 5), random.nextInt(1, 5), random.nextInt(1, 4), random.nextInt(1, 4),
                    random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(1, 4), random.nextInt(1, 4));
            int height = (in.height() - 1) * w.strideY() - w.padTop() - w.padBottom() + w.spanHeight();
            int width = (in.width() - 1) * w.strideX() - w.padLeft() - w.padRight() + w.spanWidth();
            if (height > 0 && width > 0) {
                return w;
            }
        }
    }

    @Test
    void noTapMeetsAnInsertedZero() {
        GraphMaker maker = new GraphMaker(new SplittableRandom(1), Shape.map(4, 6, 6)).transposedConvolution(4, Window.square(4, 2, 1), 0, 0, 1);
        Program program = ProgramCheck.check(maker.graph(), Configuration.ofArray(4), 1);
        assertEquals(List.of("n0.0", "n0.1", "n0.2", "n0.3"), program.layers().stream().map(LayerPlan::name).toList());
        assertEquals(16 * 36L * 16, program.layers().stream().mapToLong(LayerPlan::macs).sum());
        long passes = program.descriptors().stream().filter(d -> d.opcode() == Opcode.EXECUTE).mapToLong(TransposedConvolutionTest::pixels).sum();
        assertEquals(16 * 36, passes);
    }

    private static long pixels(Descriptor d) {
        return d.get(ExecuteField.KERNEL_ROWS) * d.get(ExecuteField.KERNEL_COLUMNS) * d.get(ExecuteField.BLOCKS)
                * d.get(ExecuteField.ROWS) * d.get(ExecuteField.COLUMNS);
    }

    @Test
    void phasesMayLieInAConcatenation() {
        GraphMaker maker = new GraphMaker(new SplittableRandom(2), Shape.map(5, 4, 4)).transposedConvolution(5, Window.square(2, 2, 0), 0, 0, 1);
        maker.concatenate(maker.current()).maxPool(Window.square(2, 2, 0)).linear(3);
        ProgramCheck.check(maker.graph(), Configuration.ofArray(4), 2);
        ProgramCheck.check(maker.graph(), TINY, 2);
    }
}
