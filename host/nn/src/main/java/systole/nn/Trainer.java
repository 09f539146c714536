package systole.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import systole.graph.Graph;

/**
 * Trains a network in seeded, shuffled mini-batches. The same graph, parameters, data and plan give the same weights bit for bit, whatever
 * the number of threads.
 */
public final class Trainer {
    private final Graph graph;
    private final Parameters parameters;
    private final TrainingPlan plan;
    private final Parameters gradients;
    private final OptimiserState optimiser;
    private final LossRun run;

    /**
     * @param parameters where training starts; they are changed in place
     */
    public Trainer(Graph graph, Parameters parameters, Optimiser optimiser, TrainingPlan plan) {
        this.graph = graph;
        this.parameters = parameters.requireFits(graph);
        this.plan = plan;
        gradients = Parameters.gradients(graph);
        this.optimiser = new OptimiserState(optimiser, gradients);
        run = new LossRun(graph, parameters, Phase.TRAINING, plan.objective().loss(), plan.batchSize());
    }

    /** Trains as planned, and returns how each epoch went; throws {@link ArithmeticException} where a loss is no finite number. */
    public List<EpochResult> train(Dataset data, TrainingListener listener) {
        return train(data, Optional.empty(), listener);
    }

    /** The same with a score after each epoch on data that training does not see, by which schedules and early stopping go. */
    public List<EpochResult> train(Dataset data, Dataset validation, TrainingListener listener) {
        return train(data, Optional.of(validation), listener);
    }

    private List<EpochResult> train(Dataset data, Optional<Dataset> validation, TrainingListener listener) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        List<Integer> order = new ArrayList<>(IntStream.range(0, data.size()).boxed().toList());
        List<EpochResult> results = new ArrayList<>();
        try (Workers workers = Workers.of(plan.threads())) {
            while (results.size() < plan.epochs() && !plan.stopping().stops(losses(results))) {
                Collections.shuffle(order, random);
                Score training = trainEpoch(results, data, order, random.nextLong(), workers, listener);
                results.add(new EpochResult(results.size() + 1, training, validation.map(held -> score(held, workers))));
                listener.epochEnded(results.getLast());
            }
        }
        return results;
    }

    private Score trainEpoch(List<EpochResult> before, Dataset data, List<Integer> order, long seed, Workers workers, TrainingListener listener) {
        long start = System.nanoTime();
        int epoch = before.size() + 1;
        Score score = Score.NONE;
        for (int first = 0; first < order.size(); first += plan.batchSize()) {
            List<Integer> indices = order.subList(first, Math.min(order.size(), first + plan.batchSize()));
            run.load(data, index -> augmented(data, index, seed), indices, workers);
            double at = epoch - 1 + (double) first / order.size();
            double rate = plan.schedule().rate(new Schedule.Time(at, plan.epochs(), losses(before)));
            score = score.plus(step(epoch, rate, new Pass(indices.size(), seed + first, workers)));
            listener.progressed(new TrainingProgress(epoch, plan.epochs(), score.images(), order.size(), score.loss(), score.accuracy(),
                    (System.nanoTime() - start) / 1e9));
        }
        return score;
    }

    private Score step(int epoch, double rate, Pass pass) {
        Score score = run.score(pass);
        if (!Double.isFinite(score.loss())) {
            throw new ArithmeticException("the training loss is %s in epoch %d: %s; lower the learning rate, or clip gradients"
                    .formatted(score.loss(), epoch, run.blame(pass.images())));
        }
        gradients.fill(0);
        run.addGradients(pass, gradients);
        plan.objective().regulariser().addGradient(parameters, gradients, pass.workers());
        plan.objective().clipping().clip(gradients);
        optimiser.step(parameters, gradients, rate, pass.workers());
        return score;
    }

    private float[] augmented(Dataset data, int index, long seed) {
        return plan.augmentation().apply(data.image(index), new SplittableRandom(seed ^ index * 0x9E3779B97F4A7C15L));
    }

    private Score score(Dataset data, Workers workers) {
        LossRun inference = new LossRun(graph, parameters, Phase.INFERENCE, plan.objective().loss(), plan.batchSize());
        Score score = Score.NONE;
        for (int first = 0; first < data.size(); first += plan.batchSize()) {
            List<Integer> indices = IntStream.range(first, Math.min(data.size(), first + plan.batchSize())).boxed().toList();
            inference.load(data, data::image, indices, workers);
            score = score.plus(inference.score(new Pass(indices.size(), 0, workers)));
        }
        return score;
    }

    private static List<Double> losses(List<EpochResult> results) {
        return results.stream().map(EpochResult::loss).toList();
    }
}
