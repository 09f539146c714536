package systole.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import systole.models.LeNet5;
import systole.models.ModelDataset;
import systole.models.data.DrawnDigits;
import systole.nn.Evaluation;
import systole.nn.Network;
import systole.runtime.ProgressMonitor;
import systole.runtime.reference.ReferenceExecutor;

/** LeNet-5 in int8 reads digits as well as in float, to 0.3 points. */
class QuantisedLeNet5Test {
    private static final double LARGEST_LOSS = 0.003;

    private final LeNet5 model = new LeNet5();
    private final Workload workload = Workloads.of(model, ProgressMonitor.SILENT);

    @Test
    void int8LosesAtMostAFewImagesInAThousand() {
        ModelDataset dataset = ModelDataset.of(model, DrawnDigits.of(DrawnDigits.HELD_OUT_SEED, DrawnDigits.HELD_OUT));
        double exact = Evaluation.of(new Network(model.graph(), model.parameters()), dataset).accuracy();
        ReferenceExecutor executor = new ReferenceExecutor(workload.graph());
        String output = workload.graph().output().name();
        long correct = 0;
        for (int i = 0; i < dataset.size(); i++) {
            byte[] logits = executor.run(workload.quantise(dataset.image(i))).get(output);
            if (Prediction.of("", workload.graph().output(), logits, true).label() == dataset.label(i)) {
                correct++;
            }
        }
        double quantised = (double) correct / dataset.size();
        assertTrue(quantised >= exact - LARGEST_LOSS, "float %.4f, int8 %.4f".formatted(exact, quantised));
    }
}
