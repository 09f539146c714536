package systole.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Graph;
import systole.models.Models;

class LayeredLayoutTest {
    private static final double WIDTH = 100;

    @Test
    void aChainIsAColumn() {
        LayeredLayout layout = new LayeredLayout();
        layout.add("a", 40, List.of());
        layout.add("b", 80, List.of("a"));
        layout.add("c", 20, List.of("b"));
        assertEquals(80, layout.arrange());
        assertEquals(3, layout.rowCount());
        assertEquals(List.of(40.0, 40.0, 40.0), List.of(layout.place("a").x(), layout.place("b").x(), layout.place("c").x()));
    }

    @Test
    void anEdgeOverRowsBendsAroundThem() {
        LayeredLayout layout = new LayeredLayout();
        layout.add("a", WIDTH, List.of());
        layout.add("b", WIDTH, List.of("a"));
        layout.add("sum", WIDTH, List.of("b", "a"));
        layout.arrange();
        List<LayeredLayout.Place> skip = layout.edgesInto("sum").getLast();
        assertEquals(List.of(0, 1, 2), skip.stream().map(LayeredLayout.Place::row).toList());
        assertTrue(Math.abs(skip.get(1).x() - layout.place("b").x()) > WIDTH / 2);
        assertEquals(1, layout.edgesInto("sum").getFirst().getFirst().row());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet5", "googlenet", "resnet50"})
    void nothingOverlapsAndEdgesGoDown(String model) {
        Graph graph = Models.graph(model);
        LayeredLayout layout = new LayeredLayout();
        graph.nodes().forEach(node -> layout.add(node.name(), WIDTH, node.inputs()));
        double whole = layout.arrange();
        Map<Integer, List<Double>> rows = new TreeMap<>();
        graph.nodes().forEach(node -> {
            LayeredLayout.Place place = layout.place(node.name());
            rows.computeIfAbsent(place.row(), _ -> new ArrayList<>()).add(place.x());
            node.inputs().forEach(read -> assertTrue(layout.place(read).row() < place.row(), node.name()));
            assertTrue(place.x() >= WIDTH / 2 - 1e-6 && place.x() <= whole - WIDTH / 2 + 1e-6, node.name());
        });
        rows.values().forEach(places -> {
            places.sort(null);
            for (int i = 1; i < places.size(); i++) {
                assertTrue(places.get(i) - places.get(i - 1) > WIDTH, places.toString());
            }
        });
    }
}
