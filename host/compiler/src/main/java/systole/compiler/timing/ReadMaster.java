package systole.compiler.timing;

import java.util.List;
import systole.contract.BusConfiguration;
import systole.contract.Counter;

/** The read channels: bursts of the clients in turn, and memory's beats in the order of the bursts. */
final class ReadMaster {
    private final Clock clock;
    private final PerformanceCounters counters;
    private final BusConfiguration bus;
    private final int latency;
    private final List<ReadClient> clients;
    /** Beats of the bursts that memory has before it, and how many it gave of the first. */
    private final Fifo<Integer> requests;
    private int beatsGiven;
    /** For each burst in flight who gets its beats. */
    private final Fifo<ReadClient> owners;
    private int latestClient;
    private boolean beatOffered;
    /** Whose beat is in the register at the channel; null where none is. */
    private ReadClient receiver;
    private long beatTaken = ReadClient.NOT_YET;

    ReadMaster(Clock clock, PerformanceCounters counters, BusConfiguration bus, int latency, List<ReadClient> clients) {
        this.clock = clock;
        this.counters = counters;
        this.bus = bus;
        this.latency = latency;
        this.clients = clients;
        requests = Fifo.unbounded(clock);
        owners = new Fifo<>(clock, bus.outstanding());
    }

    /** Memory gives the next beat if there is one and it can be paid for. Returns whether it took bandwidth. */
    boolean drive(Bandwidth bandwidth) {
        if (beatOffered || !requests.hasElement() || !bandwidth.take()) {
            return false;
        }
        beatOffered = true;
        return true;
    }

    void step() {
        if (receiver != null) {
            deliver();
        }
        if (beatOffered && receiver == null) {
            takeBeat();
        }
        arbitrate();
    }

    private void deliver() {
        if (beatTaken == ReadClient.NOT_YET) {
            beatTaken = receiver.accept();
            clock.wakeAt(beatTaken);
        }
        if (beatTaken == clock.now()) {
            counters.add(Counter.BYTES_READ, bus.bytes());
            beatTaken = ReadClient.NOT_YET;
            receiver = null;
        }
    }

    /** The register takes a beat also while it gives one away. */
    private void takeBeat() {
        beatOffered = false;
        receiver = owners.peek();
        if (++beatsGiven == requests.peek()) {
            beatsGiven = 0;
            requests.pop();
            owners.pop();
        }
        clock.wakeAt(clock.now() + 1);
    }

    private void arbitrate() {
        if (!owners.hasRoom()) {
            return;
        }
        for (int turn = 1; turn <= clients.size(); turn++) {
            int number = (latestClient + turn) % clients.size();
            ReadClient client = clients.get(number);
            int beats = client.offered();
            if (beats > 0) {
                client.granted();
                owners.push(client);
                requests.push(beats, 1 + latency); // the address is offered to memory in the next cycle
                latestClient = number;
                return;
            }
        }
    }
}
