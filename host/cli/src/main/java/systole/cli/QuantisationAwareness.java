package systole.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.nn.Dataset;
import systole.nn.FakeQuantisation;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.quant.Calibration;
import systole.quant.Quantisation;
import systole.quant.QuantisationPlan;
import systole.quant.QuantisedModel;
import systole.quant.Quantiser;
import systole.quant.RoundedWeights;

/** Makes float networks aware of how they will be quantised. */
final class QuantisationAwareness {
    private QuantisationAwareness() {
    }

    /** Rounds as the options say, with the ranges that tensors have before training, over its first images. */
    static FakeQuantisation of(Graph graph, Parameters parameters, Dataset images, QuantisationArguments arguments) {
        Network network = new Network(graph, parameters);
        List<float[]> calibrating = IntStream.range(0, Math.min(arguments.images(), images.size())).mapToObj(images::image).toList();
        Calibration calibration = Calibration.of(graph, calibrating, network::activations);
        QuantisationPlan plan = arguments.plan();
        return of(graph, Quantiser.quantise(graph, parameters.values(), calibration, plan), plan);
    }

    /** Rounds as that model does, which a plan made of the graph: its tensors' values stay, its weights follow the true ones. */
    static FakeQuantisation of(Graph graph, QuantisedModel model, QuantisationPlan plan) {
        Map<String, FakeQuantisation.Grid> tensors = new HashMap<>();
        model.sources().forEach((quantised, source) -> tensors.put(source, grid(model.graph().tensor(quantised).quantisation())));
        Map<String, FakeQuantisation.WeightRounding> weights = new HashMap<>();
        graph.nodes().stream().filter(node -> hasWeights(node) && !plan.inFloat().contains(node.name())).forEach(node ->
                weights.put(node.name(), values -> RoundedWeights.of(graph, node, values, plan.weights())));
        return new FakeQuantisation(tensors, weights);
    }

    private static FakeQuantisation.Grid grid(Quantisation quantisation) {
        return new FakeQuantisation.Grid(quantisation.dequantise(Byte.MIN_VALUE), quantisation.dequantise(Byte.MAX_VALUE),
                x -> quantisation.dequantise(quantisation.quantise(x)));
    }

    private static boolean hasWeights(Node node) {
        return node.operator() instanceof Operator.Conv2d || node.operator() instanceof Operator.ConvTranspose2d
                || node.operator() instanceof Operator.Linear;
    }
}
