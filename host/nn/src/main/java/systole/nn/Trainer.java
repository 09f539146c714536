package systole.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    private final List<Slice> slices;

    /**
     * @param parameters where training starts; they are changed in place
     */
    public Trainer(Graph graph, Parameters parameters, Optimiser optimiser, TrainingPlan plan) {
        this.parameters = parameters.requireFits(graph);
        this.optimiser = optimiser;
        this.plan = plan;
        gradients = Parameters.zeros(graph);
        slices = IntStream.range(0, Math.ceilDiv(plan.batchSize(), Slice.CAPACITY)).mapToObj(_ -> new Slice(graph, parameters)).toList();
    }

    /** Trains through all epochs; throws {@link ArithmeticException} where the loss is no longer a finite number. */
    public void train(Dataset data, TrainingListener listener) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        List<Integer> order = new ArrayList<>(IntStream.range(0, data.size()).boxed().toList());
        try (ExecutorService threads = Executors.newFixedThreadPool(plan.threads())) {
            for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
                Collections.shuffle(order, random);
                trainEpoch(epoch, data, order, random.nextLong(), threads, listener);
            }
        }
    }

    private void trainEpoch(int epoch, Dataset data, List<Integer> order, long seed, ExecutorService threads, TrainingListener listener) {
        long start = System.nanoTime();
        double loss = 0;
        int correct = 0;
        for (int first = 0; first < order.size(); first += plan.batchSize()) {
            List<Integer> indices = order.subList(first, Math.min(order.size(), first + plan.batchSize()));
            for (Slice.Score score : runSlices(data, indices, seed, threads)) {
                loss += score.loss();
                correct += score.correct();
            }
            if (!Double.isFinite(loss)) {
                throw new ArithmeticException("the training loss is %s in epoch %d: lower the learning rate".formatted(loss, epoch));
            }
            optimiser.step(parameters, gradients, plan.schedule().rate((epoch - 1 + (double) first / order.size()) / plan.epochs()));
            int done = first + indices.size();
            listener.progressed(new TrainingProgress(epoch, plan.epochs(), done, order.size(), loss / done, (double) correct / done,
                    (System.nanoTime() - start) / 1e9));
        }
    }

    /** Leaves the mini-batch's mean gradients in {@link #gradients}. */
    private List<Slice.Score> runSlices(Dataset data, List<Integer> indices, long seed, ExecutorService threads) {
        List<Callable<Slice.Score>> tasks = new ArrayList<>();
        for (int first = 0; first < indices.size(); first += Slice.CAPACITY) {
            Slice slice = slices.get(tasks.size());
            List<Integer> part = indices.subList(first, Math.min(indices.size(), first + Slice.CAPACITY));
            tasks.add(() -> slice.run(data, part, plan.augmentation(), seed, 1.0 / indices.size()));
        }
        List<Slice.Score> scores = all(threads, tasks);
        gradients.fill(0);
        slices.subList(0, tasks.size()).forEach(slice -> gradients.add(slice.gradients()));
        return scores;
    }

    private static <T> List<T> all(ExecutorService threads, List<Callable<T>> tasks) {
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("training was interrupted", e);
        }
    }
}
