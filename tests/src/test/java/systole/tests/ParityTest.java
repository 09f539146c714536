package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import systole.runtime.Device;
import systole.runtime.Devices;
import systole.runtime.ProgressMonitor;

/**
 * Random networks give the same bytes on every device, whatever the memory does. {@code -Dparity.seed=17} tries one seed on every
 * accelerator.
 */
class ParityTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void devicesGiveTheReferencesBytes(ParityCase tried) {
        for (String name : List.of("model", "sim")) {
            try (Device device = Devices.open(name, tried.options(), ProgressMonitor.SILENT)) {
                assertEquals(List.of(), Parity.mismatches(tried.graph(), tried.input(), device));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("%s on %s: %s; again with -Dtest=ParityTest -Dparity.seed=%d"
                        .formatted(tried, name, e.getMessage(), tried.seed()), e);
            }
        }
    }

    static Stream<ParityCase> cases() {
        return Stream.of(cases(TestAccelerator.ARRAY_4, 40), cases(TestAccelerator.ARRAY_8, 30), cases(TestAccelerator.ARRAY_16, 30),
                cases(TestAccelerator.ARRAY_4_SMALLEST, 40)).flatMap(all -> all);
    }

    private static Stream<ParityCase> cases(TestAccelerator accelerator, int count) {
        Long seed = Long.getLong("parity.seed");
        LongStream seeds = seed == null ? LongStream.range(0, count) : LongStream.of(seed);
        return seeds.mapToObj(s -> new ParityCase(accelerator, s));
    }
}
