package systole.runtime.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import systole.runtime.DeviceException;
import systole.runtime.LoadedNetwork;
import systole.runtime.RunResult;

/** A network on several devices, each of which has a thread of its own while there is work. */
final class FleetNetwork implements LoadedNetwork {
    private final List<FleetMember> all;
    /** Those that have not failed. */
    private final List<FleetMember> sound;
    private final Consumer<String> losses;

    FleetNetwork(List<FleetMember> members, Consumer<String> losses) {
        all = List.copyOf(members);
        sound = new CopyOnWriteArrayList<>(members);
        this.losses = losses;
    }

    @Override
    public RunResult run(byte[] input) {
        return runAll(List.of(input)).getFirst();
    }

    @Override
    public List<RunResult> runAll(List<byte[]> inputs) {
        SharedWork work = new SharedWork(inputs);
        List<Thread> threads = new ArrayList<>();
        for (FleetMember member : sound) {
            threads.add(Thread.ofPlatform().daemon().name(member.name()).start(() -> take(work, member)));
        }
        await(threads, work);
        return work.results();
    }

    /** Waits to the end even when interrupted, so that no device is in use afterwards; batches that nobody has begun are left then. */
    private static void await(List<Thread> threads, SharedWork work) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    work.abandon(new DeviceException("interrupted while devices share work"));
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(SharedWork work, FleetMember member) {
        SharedWork.Batch batch;
        while ((batch = work.next()) != null) {
            try {
                work.done(batch, member.network().run(batch.input()));
            } catch (DeviceException e) {
                sound.remove(member);
                work.giveBack(batch, e);
                losses.accept("%s is taken out, %d left: %s".formatted(member.name(), sound.size(), e.getMessage()));
                return;
            } catch (RuntimeException | Error e) { // not the device's fault: no other would do better
                work.abandon(e);
                return;
            }
        }
    }

    @Override
    public void close() {
        all.forEach(FleetMember::close);
    }
}
