package systole.nn;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Mini-batches in order, which a thread in the background prepares: while one is trained on, some are waiting, and no more than those take memory.
 * What goes wrong with an image is thrown where its mini-batch is taken.
 */
final class MiniBatches implements Iterator<MiniBatch>, AutoCloseable {
    private static final int AHEAD = 3;

    private final MiniBatchSource source;
    private final List<Integer> order;
    private final int batchSize;
    private final ExecutorService background = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("systole-nn-images").factory());
    private final Queue<Future<MiniBatch>> waiting = new ArrayDeque<>();
    private int begun;

    /** Of the images in that order; the last mini-batch may be smaller. */
    MiniBatches(MiniBatchSource source, List<Integer> order, int batchSize) {
        this.source = source;
        this.order = List.copyOf(order);
        this.batchSize = batchSize;
        prepare();
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty();
    }

    @Override
    public MiniBatch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more than %d images".formatted(order.size()));
        }
        MiniBatch next = await(waiting.remove());
        prepare();
        return next;
    }

    @Override
    public void close() {
        background.shutdownNow();
    }

    private void prepare() {
        while (waiting.size() < AHEAD && begun < order.size()) {
            List<Integer> indices = order.subList(begun, Math.min(order.size(), begun + batchSize));
            waiting.add(background.submit(() -> source.of(indices)));
            begun += indices.size();
        }
    }

    private static MiniBatch await(Future<MiniBatch> batch) {
        try {
            return batch.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("preparing images was interrupted", e);
        }
    }
}
