package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Window;
import systole.models.LeNet5;
import systole.models.ModelDataset;
import systole.models.data.DrawnDigits;
import systole.nn.Adam;
import systole.nn.Dataset;
import systole.nn.Evaluation;
import systole.nn.FakeQuantisation;
import systole.nn.Initialiser;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.nn.Schedule;
import systole.nn.Trainer;
import systole.nn.TrainingListener;
import systole.nn.TrainingPlan;
import systole.nn.Workers;
import systole.quant.Calibration;
import systole.quant.QuantisationPlan;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedModel;
import systole.quant.Quantiser;
import systole.quant.WeightGranularity;
import systole.runtime.reference.ReferenceExecutor;

/**
 * A tiny network whose channels differ so much that one scale for a layer's weights ruins it. ReLU lets channels be scaled up and the weights
 * that read them down, and nothing changes in float.
 */
class QuantisationAwarenessTest {
    private static final QuantisationPlan PLAN = QuantisationPlan.standard().with(WeightGranularity.PER_TENSOR);
    private static final float[] FACTORS = {1, 60, 0.02f, 300};

    private final Dataset training = ModelDataset.of(new LeNet5(), DrawnDigits.of(11, 1_200));
    private final Dataset test = ModelDataset.of(new LeNet5(), DrawnDigits.of(DrawnDigits.HELD_OUT_SEED, 500));
    private final Graph graph = Graph.sequential("tiny", Shape.map(1, 28, 28)).conv2d("conv", FACTORS.length, Window.square(5, 2, 0)).relu("relu")
            .maxPool("pool", Window.square(2, 2, 0)).flatten("flatten").linear("fc", 10).build();

    @Test
    void trainingForInt8WinsBackWhatOneScaleALayerLost() {
        Parameters parameters = Initialiser.he().parameters(graph, 4);
        train(parameters, 6, 0.01, FakeQuantisation.NONE);
        unbalance(parameters);
        double inFloat = Evaluation.of(new Network(graph, parameters), test).accuracy();
        Calibration calibration = Calibration.of(graph, IntStream.range(0, 64).mapToObj(training::image).toList(),
                new Network(graph, parameters)::activations);
        double before = int8(parameters, calibration).accuracy();
        FakeQuantisation rounding = QuantisationAwareness.of(graph, quantise(parameters, calibration), PLAN);
        train(parameters, 4, 0.003, rounding);
        Evaluation after = int8(parameters, calibration);
        Evaluation fake = Evaluation.of(new Network(graph, parameters, Workers.single(), rounding), test);
        String accuracies = "float %.3f, int8 %.3f, after training for it %.3f".formatted(inFloat, before, after.accuracy());
        assertTrue(before < inFloat - 0.05, accuracies);
        assertTrue(after.accuracy() > before + 0.05, accuracies);
        assertEquals(fake.correct(), after.correct(), 1, "training saw what int8 does");
    }

    private void train(Parameters parameters, int epochs, double rate, FakeQuantisation rounding) {
        TrainingPlan plan = TrainingPlan.of(epochs, 40, Schedule.constant(rate));
        new Trainer(graph, parameters, new Adam(), plan, rounding).train(training, TrainingListener.NONE);
    }

    private void unbalance(Parameters parameters) {
        float[] read = parameters.get("fc.weight").values();
        float[] made = parameters.get("conv.weight").values();
        int area = read.length / 10 / FACTORS.length;
        for (int channel = 0; channel < FACTORS.length; channel++) {
            parameters.get("conv.bias").values()[channel] *= FACTORS[channel];
            for (int i = channel * 25; i < (channel + 1) * 25; i++) {
                made[i] *= FACTORS[channel];
            }
            for (int i = 0; i < 10 * area; i++) {
                read[i / area * FACTORS.length * area + channel * area + i % area] /= FACTORS[channel];
            }
        }
    }

    private QuantisedModel quantise(Parameters parameters, Calibration calibration) {
        return Quantiser.quantise(graph, parameters.values(), calibration, PLAN);
    }

    private Evaluation int8(Parameters parameters, Calibration calibration) {
        QuantisedGraph quantised = quantise(parameters, calibration).graph();
        ReferenceExecutor executor = new ReferenceExecutor(quantised);
        List<Integer> correct = IntStream.range(0, test.size()).boxed().filter(i -> {
            byte[] input = quantised.input().quantisation().quantise(test.image(i));
            byte[] logits = executor.run(input).get(quantised.output().name());
            return Prediction.of("", quantised.output(), logits, true).label() == test.label(i);
        }).toList();
        return new Evaluation(test.size(), correct.size());
    }
}
