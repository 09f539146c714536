package systole.onnx.quantised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Window;
import systole.nn.Initialiser;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.onnx.OnnxException;
import systole.onnx.export.QuantisedExport;
import systole.onnx.export.RandomLayers;
import systole.onnx.model.Model;
import systole.quant.QuantisedGraph;
import systole.quant.Quantiser;
import systole.runtime.Device;

/** Models that were exported come back as what they were, and run as in ONNX Runtime. */
class PlacedModelTest {
    private static final int LAYERS = 40;

    @Test
    void randomLayersAreEqual() throws OrtException {
        int compared = 0;
        try (Device device = PlacedModels.device("reference")) {
            for (int seed = 100; seed < 120; seed++) {
                ModelProto proto = QuantisedExport.integer(RandomLayers.of(seed, LAYERS));
                try (PlacedModel placed = PlacedModel.observing(PlacedModels.read(proto), device)) {
                    compared += PlacedModels.compare(proto, placed, seed);
                    PlacedModels.requireOnArray(placed, "QLinearConv");
                }
            }
        }
        assertTrue(compared >= 20 * LAYERS, compared + " tensors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "model"})
    void wholeNetworksAreOneRegion(String deviceName) throws OrtException {
        QuantisedGraph graph = network();
        for (ModelProto proto : List.of(QuantisedExport.integer(graph), QuantisedExport.qdq(graph))) {
            try (Device device = PlacedModels.device(deviceName); PlacedModel placed = PlacedModel.load(PlacedModels.read(proto), device)) {
                List<Integer> regions = placed.placements().stream().map(Placement::region).filter(region -> region > 0).distinct().toList();
                assertEquals(List.of(1), regions, () -> placed.placements().toString());
                PlacedModels.compare(proto, placed, 5);
            }
        }
    }

    private static QuantisedGraph network() {
        Graph graph = Graph.sequential("net", Shape.map(3, 12, 12)).conv2d("conv1", 8, Window.square(3, 1, 1)).relu("relu1")
                .maxPool("pool1", Window.square(2, 2, 0)).conv2d("conv2", 9, Window.square(3, 2, 1)).sigmoid("act2").flatten("flat")
                .linear("fc", 5).build();
        Parameters parameters = Initialiser.he().parameters(graph, 3);
        Network network = new Network(graph, parameters);
        float[] image = new float[3 * 12 * 12];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) Math.sin(i) * 10;
        }
        return Quantiser.quantise(graph, parameters.values(), List.of(image), network::activations);
    }

    @Test
    void whatTheArrayCannotHoldTheHostRefuses() {
        ModelProto.Builder broken = QuantisedExport.integer(network()).toBuilder();
        broken.getGraphBuilder().getNodeBuilderList().stream().filter(node -> node.getOpType().equals("MaxPool"))
                .forEach(node -> node.clearAttribute().addAttribute(AttributeProto.newBuilder().setName("kernel_shape")
                        .setType(AttributeProto.AttributeType.INTS).addInts(100).addInts(2)));
        try (Device device = PlacedModels.device("reference")) {
            Model model = PlacedModels.read(broken.build());
            OnnxException thrown = assertThrows(OnnxException.class, () -> PlacedModel.load(model, device));
            assertTrue(thrown.getMessage().matches("MaxPool node pool1: a kernel of 100 .* does not fit an extent of 12 .*"), thrown.getMessage());
        }
    }

    @Test
    void nodesMayHaveOneName() throws OrtException {
        ModelProto named = QuantisedExport.integer(network());
        ModelProto.Builder same = named.toBuilder();
        same.getGraphBuilder().getNodeBuilderList().forEach(node -> node.setName("same"));
        try (Device device = PlacedModels.device("reference"); PlacedModel placed = PlacedModel.load(PlacedModels.read(same.build()), device)) {
            PlacedModels.compare(named, placed, 6);
        }
    }

    @Test
    void aWrongInputIsNamed() {
        try (Device device = PlacedModels.device("reference");
                PlacedModel placed = PlacedModel.load(PlacedModels.read(QuantisedExport.integer(network())), device)) {
            OnnxException thrown = assertThrows(OnnxException.class, () -> placed.run(Map.of()));
            assertEquals("the model's input input must be 1x3x12x12 FLOAT, not null", thrown.getMessage());
        }
    }
}
