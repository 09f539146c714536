package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import systole.quant.QuantisedGraph;
import systole.runtime.Comparison;
import systole.runtime.Device;
import systole.runtime.Session;

/** The check that devices give the reference's bytes. */
final class Parity {
    private Parity() {
    }

    /**
     * Every tensor that differs from the reference's: of the program that shows each layer's, and the output of the plain one.
     *
     * @return a line for each, empty where all bytes are equal
     */
    static List<String> mismatches(QuantisedGraph graph, byte[] input, Device device) {
        try (Session session = new Session(graph, device)) {
            List<Comparison> layers = session.compareAll(input);
            List<Comparison> plain = session.compare(session.run(input), session.expected(input));
            assertEquals(session.program().layers().size(), layers.size(), "tensors compared");
            assertEquals(1, plain.size(), "the output alone is compared");
            List<Comparison> all = new ArrayList<>(layers);
            all.addAll(plain);
            return all.stream().filter(comparison -> comparison.mismatch().isPresent())
                    .map(comparison -> device.description().name() + ": " + comparison).toList();
        }
    }
}
