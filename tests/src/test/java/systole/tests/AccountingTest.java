package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import systole.compiler.LayerPlan;
import systole.compiler.Program;
import systole.contract.Counter;
import systole.contract.Descriptor;
import systole.runtime.Counters;
import systole.runtime.Device;
import systole.runtime.Devices;
import systole.runtime.ProgressMonitor;
import systole.runtime.Session;
import systole.runtime.Timing;
import systole.verify.Accelerator;
import systole.verify.Case;
import systole.verify.CaseGenerator;

/** What the hardware counts is what the compiler planned, and layers add up to the total. */
class AccountingTest {
    private static final int CASES_OF_EACH = 8;

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void countersAgreeWithThePlan(Case tried) {
        try (Device device = Devices.open("sim", tried.options(), ProgressMonitor.SILENT);
                Session session = new Session(tried.graph(), device)) {
            Program program = session.program().program();
            Timing timing = session.run(tried.inputBytes()).timing().orElseThrow();
            assertEquals(timing.total(), timing.layers().stream().reduce(Counters.zero(), Counters::plus));
            assertEquals(planned(program, LayerPlan::bytesRead) + (long) program.descriptors().size() * Descriptor.BYTES,
                    timing.total().get(Counter.BYTES_READ));
            assertEquals(planned(program, LayerPlan::bytesWritten), timing.total().get(Counter.BYTES_WRITTEN));
            timing.layers().forEach(AccountingTest::assertCyclesAreCountedOnce);
        }
    }

    static Stream<Case> cases() {
        return Accelerator.ALL.stream().flatMap(accelerator -> {
            CaseGenerator generator = new CaseGenerator(List.of(accelerator), 2);
            return IntStream.range(0, CASES_OF_EACH).mapToObj(generator::at);
        });
    }

    private static long planned(Program program, ToLongFunction<LayerPlan> bytes) {
        return program.layers().stream().mapToLong(bytes).sum();
    }

    private static void assertCyclesAreCountedOnce(Counters layer) {
        long counted = Stream.of(Counter.ARRAY_BUSY, Counter.STALL_LOAD, Counter.STALL_WEIGHTS, Counter.STALL_STORE)
                .mapToLong(layer::get).sum();
        assertTrue(counted <= layer.get(Counter.CYCLES), () -> counted + " of " + layer.get(Counter.CYCLES) + " cycles");
    }
}
