package systole.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import systole.graph.Graph;

/**
 * Trains a network in seeded, shuffled mini-batches. The same graph, parameters, data and plan give the same weights bit for bit, whatever
 * the number of threads, and also where the training is resumed from a checkpoint.
 */
public final class Trainer {
    private final Graph graph;
    private final Parameters parameters;
    private final TrainingPlan plan;
    private final FakeQuantisation rounding;
    /** Of what is not frozen. */
    private final Parameters gradients;
    private final OptimiserState optimiser;
    private final LossRun run;
    private Optional<TrainingState> resumed = Optional.empty();

    /**
     * @param parameters where training starts; they are changed in place
     */
    public Trainer(Graph graph, Parameters parameters, Optimiser optimiser, TrainingPlan plan) {
        this(graph, parameters, optimiser, plan, FakeQuantisation.NONE);
    }

    /** The same aware of quantisation: training and scores see the network as it will be in int8. */
    public Trainer(Graph graph, Parameters parameters, Optimiser optimiser, TrainingPlan plan, FakeQuantisation rounding) {
        this.graph = graph;
        this.rounding = rounding;
        this.parameters = parameters.requireFits(graph);
        this.plan = plan;
        plan.frozen().forEach(graph::node);
        gradients = Parameters.gradients(graph).without(plan.frozen());
        this.optimiser = new OptimiserState(optimiser, gradients);
        run = new LossRun(graph, parameters, node -> plan.frozen().contains(node.name()) ? Phase.INFERENCE : Phase.TRAINING,
                rounding, plan.objective().loss(), plan.batchSize());
    }

    /**
     * Goes on from the end of an epoch instead of from the start, with all that the state holds. Throws
     * {@link IllegalArgumentException} where it is that of another network or optimiser; of other data, batch size or seed, as soon as training begins.
     */
    public Trainer resume(TrainingState state) {
        parameters.copyFrom(state.parameters());
        optimiser.restore(state.memories(), state.steps());
        resumed = Optional.of(state);
        return this;
    }

    /**
     * Trains as planned, and returns how each epoch went; throws {@link ArithmeticException} where a loss, of training or of validation, is no finite
     * number: nothing is told of that epoch then, and no file written.
     */
    public List<EpochResult> train(Dataset data, TrainingListener listener) {
        return train(data, Optional.empty(), listener);
    }

    /** The same with a score after each epoch on data that training does not see, by which schedules and early stopping go. */
    public List<EpochResult> train(Dataset data, Dataset validation, TrainingListener listener) {
        return train(data, Optional.of(validation), listener);
    }

    private List<EpochResult> train(Dataset data, Optional<Dataset> validation, TrainingListener listener) {
        TrainingState.Identity identity = new TrainingState.Identity(graph.name(), data.size(), plan.batchSize(), plan.seed());
        resumed.ifPresent(state -> identity.requireEqual(state.identity()));
        List<EpochResult> results = new ArrayList<>(resumed.map(TrainingState::results).orElse(List.of()));
        EpochOrders orders = new EpochOrders(plan.seed(), data.size()).skip(results.size());
        try (Workers workers = Workers.of(plan.threads())) {
            while (results.size() < plan.epochs() && !plan.stopping().stops(losses(results))) {
                Score training = trainEpoch(results, data, orders.next(), workers, listener);
                Optional<Score> held = validation.map(images -> score(results.size() + 1, images, workers));
                results.add(new EpochResult(results.size() + 1, training, held));
                listener.epochEnded(new TrainingState(identity, parameters, optimiser.memories(), optimiser.steps(), results));
            }
        }
        return results;
    }

    private Score trainEpoch(List<EpochResult> before, Dataset data, EpochOrders.Order order, Workers workers, TrainingListener listener) {
        long start = System.nanoTime();
        int epoch = before.size() + 1;
        Score score = Score.NONE;
        MiniBatchSource source = MiniBatchSource.of(data, graph, plan.augmentation(), order.seed());
        try (MiniBatches batches = new MiniBatches(source, order.indices(), plan.batchSize())) {
            while (batches.hasNext()) {
                int first = score.images();
                double at = epoch - 1 + (double) first / data.size();
                double rate = plan.schedule().rate(new Schedule.Time(at, plan.epochs(), losses(before)));
                MiniBatch batch = batches.next();
                run.load(batch);
                score = score.plus(step(epoch, rate, new Pass(batch.images(), order.seed() + first, workers)));
                listener.progressed(new TrainingProgress(epoch, plan.epochs(), score.images(), data.size(), score, rate,
                        (System.nanoTime() - start) / 1e9));
            }
        }
        return score;
    }

    private Score step(int epoch, double rate, Pass pass) {
        Score score = requireFinite("training", epoch, run, run.score(pass));
        gradients.fill(0);
        run.addGradients(pass, gradients);
        plan.objective().regulariser().addGradient(parameters, gradients, pass.workers());
        plan.objective().clipping().clip(gradients);
        optimiser.step(parameters, gradients, rate, pass.workers());
        return score;
    }

    private static Score requireFinite(String what, int epoch, LossRun run, Score score) {
        if (!Double.isFinite(score.loss())) {
            throw new ArithmeticException("the %s loss is %s in epoch %d: %s; lower the learning rate, or clip gradients"
                    .formatted(what, score.loss(), epoch, run.blame(score.images())));
        }
        return score;
    }

    private Score score(int epoch, Dataset data, Workers workers) {
        LossRun inference = new LossRun(graph, parameters, _ -> Phase.INFERENCE, rounding, plan.objective().loss(), plan.batchSize());
        MiniBatchSource source = MiniBatchSource.of(data, graph, Augmentation.NONE, 0);
        Score score = Score.NONE;
        try (MiniBatches batches = new MiniBatches(source, IntStream.range(0, data.size()).boxed().toList(), plan.batchSize())) {
            while (batches.hasNext()) {
                MiniBatch batch = batches.next();
                inference.load(batch);
                score = score.plus(requireFinite("validation", epoch, inference, inference.score(new Pass(batch.images(), 0, workers))));
            }
        }
        return score;
    }

    private static List<Double> losses(List<EpochResult> results) {
        return results.stream().map(EpochResult::loss).toList();
    }
}
