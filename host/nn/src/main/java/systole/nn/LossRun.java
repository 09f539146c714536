package systole.nn;

import java.util.Arrays;
import java.util.function.Function;
import systole.graph.Graph;
import systole.graph.Node;

/** A batch with a loss at its end: takes images and targets, and computes scores and gradients. */
final class LossRun {
    private final Batch batch;
    private final Loss loss;
    private final int outputs;
    private final float[] targets;
    private final float[] derivatives;

    LossRun(Graph graph, Parameters parameters, Function<Node, Phase> phases, FakeQuantisation rounding, Loss loss, int capacity) {
        batch = new Batch(graph, parameters, phases, rounding, capacity);
        this.loss = loss;
        outputs = graph.outputShape().size();
        targets = new float[Math.multiplyExact(capacity, outputs)];
        derivatives = new float[targets.length];
    }

    /** Takes images and targets; as many must fit. */
    void load(MiniBatch images) {
        System.arraycopy(images.inputs(), 0, batch.input(), 0, images.inputs().length);
        System.arraycopy(images.targets(), 0, targets, 0, images.targets().length);
    }

    /** Forward, up to the losses. */
    Score score(Pass pass) {
        batch.forward(pass);
        Score score = Score.NONE;
        for (int image = 0; image < pass.images(); image++) {
            score = score.plus(score(image));
        }
        return score;
    }

    /** Backward from the mean of the losses, after {@link #score} with the same pass. */
    void addGradients(Pass pass, Parameters gradients) {
        for (int i = 0; i < pass.images() * outputs; i++) {
            batch.outputGradient()[i] = derivatives[i] / pass.images();
        }
        batch.backward(pass, gradients);
    }

    /** What went wrong where a loss is no finite number. */
    String blame(int images) {
        return batch.firstNotFinite(images).map(LossRun::blame).orElse("all layers' values are finite");
    }

    private static String blame(Node node) {
        return "the first NaN or infinity is in the output of node %s, a %s".formatted(node.name(), node.type());
    }

    private Score score(int image) {
        float[] output = Arrays.copyOfRange(batch.output(), image * outputs, (image + 1) * outputs);
        float[] target = Arrays.copyOfRange(targets, image * outputs, (image + 1) * outputs);
        float[] derivative = new float[outputs];
        double value = loss.of(output, target, derivative);
        System.arraycopy(derivative, 0, derivatives, image * outputs, outputs);
        return new Score(1, value, Classification.best(output) == Classification.best(target) ? 1 : 0);
    }
}
