package systole.runtime.fleet;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import systole.runtime.DeviceException;
import systole.runtime.RunResult;

/** Batches that several threads work off: each has exactly one result, whoever fails on the way. Safe for use by several threads. */
final class SharedWork {
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private final RunResult[] results;
    private int done;
    /** What the last device that failed said. */
    private DeviceException lastLoss = new DeviceException("no device of the fleet is left");
    private Throwable abandoned;

    /** One batch and its place among the results. */
    record Batch(int index, byte[] input) {
    }

    SharedWork(List<byte[]> inputs) {
        for (byte[] input : inputs) {
            waiting.add(new Batch(waiting.size(), input));
        }
        results = new RunResult[inputs.size()];
    }

    /** The next batch; waits while others have the last ones in hand, since one may come back; null when nothing can come any more. */
    synchronized Batch next() {
        while (waiting.isEmpty() && done < results.length && abandoned == null) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return abandoned == null ? waiting.poll() : null;
    }

    synchronized void done(Batch batch, RunResult result) {
        results[batch.index] = result;
        done++;
        notifyAll();
    }

    /** Puts a batch back, before all others, that a device failed on. */
    synchronized void giveBack(Batch batch, DeviceException loss) {
        waiting.addFirst(batch);
        lastLoss = loss;
        notifyAll();
    }

    /** Ends it all: nobody can do this work. */
    synchronized void abandon(Throwable cause) {
        abandoned = cause;
        notifyAll();
    }

    /**
     * All results in the order of the inputs, after every thread has ended.
     *
     * @throws DeviceException where all devices failed
     */
    synchronized List<RunResult> results() {
        if (abandoned instanceof Error error) {
            throw error;
        }
        if (abandoned instanceof RuntimeException exception) {
            throw exception;
        }
        if (done < results.length) {
            throw new DeviceException("every device has failed after %d of %d batches; the last: %s".formatted(done, results.length,
                    lastLoss.getMessage()), lastLoss);
        }
        return Arrays.asList(results);
    }
}
