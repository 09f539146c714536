package systole.runtime.fleet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.graph.Shape;
import systole.quant.Quantisation;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.runtime.AlteredDevice;
import systole.runtime.Device;
import systole.runtime.DeviceException;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.ProgressMonitor;
import systole.runtime.RunResult;
import systole.runtime.Session;

@Timeout(60)
class FleetTest {
    private static final int BATCHES = 23;
    private static final QuantisedGraph GRAPH = shuffled();

    private final List<String> losses = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger finished = new AtomicInteger();

    /** A model device that fails at a run, counted from 0; a negative number never comes. */
    private Device fallible(int array, int failure) {
        Device model = Devices.open("model", DeviceOptions.ofArray(array), ProgressMonitor.SILENT);
        return AlteredDevice.of(model, network -> {
            AlteredDevice.Alteration alteration = AlteredDevice.failure(failure);
            return (loaded, input) -> {
                RunResult result = alteration.run(loaded, input);
                finished.incrementAndGet();
                return result;
            };
        });
    }

    @ParameterizedTest
    @CsvSource({"-1, -1, -1", "0, -1, -1", "-1, 3, -1", "0, 0, -1", "2, 1, -1"})
    void everyBatchIsDoneOnce(int first, int second, int third) {
        try (Fleet fleet = fleet(first, second, third); Session session = new Session(GRAPH, fleet)) {
            List<byte[]> inputs = inputs(session);
            List<RunResult> results = session.runAll(inputs);
            assertEquals(BATCHES, results.size());
            assertEquals(BATCHES, finished.get());
            String output = session.graph().output().name();
            for (int i = 0; i < BATCHES; i++) {
                assertArrayEquals(session.expected(inputs.get(i)).get(output), results.get(i).output(), "batch " + i);
            }
        }
    }

    @Test
    void goesOnWithoutADeviceThatFailed() {
        try (Fleet fleet = fleet(0, -1); Session session = new Session(GRAPH, fleet)) {
            for (byte[] input : inputs(session)) {
                session.run(input);
            }
        }
        assertEquals(BATCHES, finished.get());
        assertEquals(List.of("device 0 (model) is taken out, 1 left: its fan has stopped"), losses);
    }

    @Test
    void failsWhenNoDeviceIsLeft() {
        try (Fleet fleet = fleet(2, 2); Session session = new Session(GRAPH, fleet)) {
            List<byte[]> inputs = inputs(session);
            DeviceException thrown = assertThrows(DeviceException.class, () -> session.runAll(inputs));
            assertEquals("every device has failed after 4 of 23 batches; the last: its fan has stopped", thrown.getMessage());
            assertEquals(2, losses.size());
            assertThrows(DeviceException.class, () -> session.run(inputs.getFirst()));
        }
    }

    @Test
    void aWrongInputIsNoDevicesFault() {
        try (Fleet fleet = fleet(-1, -1); Session session = new Session(GRAPH, fleet)) {
            List<byte[]> inputs = inputs(session);
            inputs.set(5, new byte[1]);
            assertThrows(IllegalArgumentException.class, () -> session.runAll(inputs));
            assertTrue(losses.isEmpty(), losses::toString);
            inputs.remove(5);
            assertEquals(BATCHES - 1, session.runAll(inputs).size());
        }
    }

    @Test
    void devicesMustBeBuiltAlike() {
        List<Device> devices = List.of(fallible(4, -1), fallible(8, -1));
        assertTrue(assertThrows(DeviceException.class, () -> new Fleet(devices, losses::add)).getMessage()
                .startsWith("devices that share work must be built alike"));
    }

    /** Each value looked up. */
    private static QuantisedGraph shuffled() {
        QuantisedTensor input = new QuantisedTensor("input", Shape.map(3, 4, 5), new Quantisation(0.1f, 0));
        QuantisedOperator lookup = new QuantisedOperator.Lookup(table());
        return new QuantisedGraph("shuffled", input, List.of(
                new QuantisedNode(lookup, List.of("input"), new QuantisedTensor("values", input.shape(), new Quantisation(0.2f, 0)))));
    }

    private static byte[] table() {
        byte[] table = new byte[256];
        IntStream.range(0, 256).forEach(i -> table[i] = (byte) (77 * i));
        return table;
    }

    private Fleet fleet(int... failures) {
        return new Fleet(IntStream.of(failures).mapToObj(failure -> fallible(4, failure)).toList(), losses::add);
    }

    private static List<byte[]> inputs(Session session) {
        List<byte[]> inputs = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            byte[] input = new byte[session.graph().input().shape().size()];
            Arrays.fill(input, (byte) (11 * i));
            inputs.add(input);
        }
        return inputs;
    }
}
