package systole.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import systole.graph.Graph;

/**
 * Trains a classifier on softmax cross-entropy, in seeded, shuffled mini-batches. The same graph, parameters, data and plan give the same
 * weights bit for bit, whatever the number of threads.
 */
public final class Trainer {
    private final Parameters parameters;
    private final Optimiser optimiser;
    private final TrainingPlan plan;
    private final Parameters gradients;
    private final Batch batch;
    private final int classes;

    /**
     * @param parameters where training starts; they are changed in place
     */
    public Trainer(Graph graph, Parameters parameters, Optimiser optimiser, TrainingPlan plan) {
        this.parameters = parameters.requireFits(graph);
        this.optimiser = optimiser;
        this.plan = plan;
        gradients = Parameters.gradients(graph);
        batch = new Batch(graph, parameters, Phase.TRAINING, plan.batchSize());
        classes = graph.outputShape().size();
    }

    /** Trains through all epochs; throws {@link ArithmeticException} where the loss is no longer a finite number. */
    public void train(Dataset data, TrainingListener listener) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        List<Integer> order = new ArrayList<>(IntStream.range(0, data.size()).boxed().toList());
        try (Workers workers = Workers.of(plan.threads())) {
            for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
                Collections.shuffle(order, random);
                trainEpoch(epoch, data, order, random.nextLong(), workers, listener);
            }
        }
    }

    private void trainEpoch(int epoch, Dataset data, List<Integer> order, long seed, Workers workers, TrainingListener listener) {
        long start = System.nanoTime();
        double loss = 0;
        int correct = 0;
        for (int first = 0; first < order.size(); first += plan.batchSize()) {
            List<Integer> indices = order.subList(first, Math.min(order.size(), first + plan.batchSize()));
            int[] labels = indices.stream().mapToInt(data::label).toArray();
            load(data, indices, seed, workers);
            loss += gradients(labels, new Pass(labels.length, seed + first, workers));
            if (!Double.isFinite(loss)) {
                throw new ArithmeticException("the training loss is %s in epoch %d: lower the learning rate".formatted(loss, epoch));
            }
            correct += correct(labels);
            optimiser.step(parameters, gradients, plan.schedule().rate((epoch - 1 + (double) first / order.size()) / plan.epochs()));
            int done = first + indices.size();
            listener.progressed(new TrainingProgress(epoch, plan.epochs(), done, order.size(), loss / done, (double) correct / done,
                    (System.nanoTime() - start) / 1e9));
        }
    }

    private void load(Dataset data, List<Integer> indices, long seed, Workers workers) {
        workers.forEach(indices.size(), i -> {
            int index = indices.get(i);
            float[] image = plan.augmentation().apply(data.image(index), new SplittableRandom(seed ^ index * 0x9E3779B97F4A7C15L));
            System.arraycopy(image, 0, batch.input(), i * image.length, image.length);
        });
    }

    /** Leaves the mini-batch's mean gradients in {@link #gradients} and returns the sum of its losses. */
    private double gradients(int[] labels, Pass pass) {
        gradients.fill(0);
        batch.forward(pass);
        double loss = Classification.crossEntropy(batch.output(), classes, labels, 1.0 / labels.length, batch.outputGradient());
        batch.backward(pass, gradients);
        return loss;
    }

    private int correct(int[] labels) {
        return (int) IntStream.range(0, labels.length)
                .filter(image -> Classification.best(batch.output(), image * classes, classes) == labels[image]).count();
    }
}
