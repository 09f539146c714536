package systole.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.graph.Graph;
import systole.models.ReducedNetwork;
import systole.models.SeededModel;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.quant.QuantisedGraph;
import systole.quant.Quantiser;

/**
 * ONNX's own checker accepts all that is exported, and finds no contradiction when it infers types and shapes. Of the operators of com.microsoft it
 * knows nothing: there it checks names and order alone, and {@link ZooExportTest} that ONNX Runtime, which knows them, takes the same models.
 */
class OnnxCheckerTest {
    private static final int RANDOM_GRAPHS = 5;
    private static final int LAYERS = 60;
    private static final long SEED = 3;

    @TempDir
    private Path folder;

    @Test
    void networksOfTheZooAreAccepted() throws IOException, InterruptedException {
        OnnxChecker checker = new OnnxChecker(folder);
        for (ReducedNetwork network : ReducedNetwork.ALL) {
            SeededModel model = network.model();
            Parameters parameters = model.parameters();
            checker.add(network.name() + " in float32", FloatExport.of(model.graph(), parameters.values()));
            addQuantised(network.name(), Quantiser.quantise(model.graph(), parameters.values(), model.images(1, SEED),
                    new Network(model.graph(), parameters)::activations), checker);
        }
        assertAccepted(checker.verdicts());
    }

    @Test
    void operatorsAreAccepted() throws IOException, InterruptedException {
        OnnxChecker checker = new OnnxChecker(folder);
        for (Graph graph : OperatorGraphs.ALL) {
            checker.add(graph.name(), FloatExport.of(graph, OperatorGraphs.parameters(graph, new Random(SEED)).values()));
        }
        assertAccepted(checker.verdicts());
    }

    @Test
    void randomLayersAreAccepted() throws IOException, InterruptedException {
        OnnxChecker checker = new OnnxChecker(folder);
        for (int seed = 0; seed < RANDOM_GRAPHS; seed++) {
            addQuantised("graph " + seed, RandomLayers.of(seed, LAYERS), checker);
        }
        assertAccepted(checker.verdicts());
    }

    private static void addQuantised(String name, QuantisedGraph graph, OnnxChecker checker) throws IOException {
        checker.add(name + " in integer operators", QuantisedExport.integer(graph));
        checker.add(name + " in QDQ", QuantisedExport.qdq(graph));
    }

    private static void assertAccepted(Map<String, String> verdicts) {
        assertEquals(List.of(), verdicts.entrySet().stream().filter(verdict -> !verdict.getValue().equals(CheckerProcess.ACCEPTED)).toList());
    }

    @Test
    void brokenModelsAreRefused() throws IOException, InterruptedException {
        ModelProto sound = QuantisedExport.qdq(RandomLayers.of(1, 1));
        OnnxChecker checker = new OnnxChecker(folder);
        checker.add("an unknown operator", broken(sound, graph -> graph.getNodeBuilder(0).setOpType("Quantise")));
        checker.add("an input that nothing makes", broken(sound, graph -> graph.getNodeBuilder(0).setInput(0, "nothing")));
        checker.add("an output of another type", broken(sound, graph ->
                graph.getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(7)));
        checker.add("an output of other extents", broken(sound, graph ->
                graph.getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().addDimBuilder().setDimValue(2)));
        checker.verdicts().forEach((name, verdict) -> assertTrue(verdict.startsWith("refused: "), () -> name + " is " + verdict));
    }

    private static ModelProto broken(ModelProto sound, Consumer<GraphProto.Builder> fault) {
        ModelProto.Builder model = sound.toBuilder();
        fault.accept(model.getGraphBuilder());
        return model.build();
    }
}
