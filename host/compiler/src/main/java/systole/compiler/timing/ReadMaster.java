package systole.compiler.timing;

import java.util.List;
import systole.contract.BusConfiguration;
import systole.contract.Counter;

/** The read channels: bursts of the clients in turn, and memory's beats in the order of the bursts. */
final class ReadMaster {
    private static final class Transfer {
        private final ReadClient client;
        private final long due;
        private int beatsLeft;

        Transfer(ReadClient client, long due, int beats) {
            this.client = client;
            this.due = due;
            beatsLeft = beats;
        }
    }

    private final Clock clock;
    private final PerformanceCounters counters;
    private final BusConfiguration bus;
    private final int latency;
    private final List<ReadClient> clients;
    private final Fifo<Transfer> transfers;
    private int latestClient;
    private boolean beatOffered;
    private long beatTaken;

    ReadMaster(Clock clock, PerformanceCounters counters, BusConfiguration bus, int latency, List<ReadClient> clients) {
        this.clock = clock;
        this.counters = counters;
        this.bus = bus;
        this.latency = latency;
        this.clients = clients;
        transfers = new Fifo<>(clock, bus.outstanding());
    }

    /** Memory gives the next beat if there is one and it can be paid for. Returns whether it took bandwidth. */
    boolean drive(Bandwidth bandwidth) {
        if (beatOffered || !transfers.hasElement() || transfers.peek().due > clock.now() || !bandwidth.take()) {
            return false;
        }
        beatOffered = true;
        beatTaken = ReadClient.NOT_YET;
        return true;
    }

    void step() {
        if (beatOffered) {
            deliver(transfers.peek());
        }
        arbitrate();
    }

    private void deliver(Transfer transfer) {
        if (beatTaken == ReadClient.NOT_YET) {
            beatTaken = transfer.client.accept();
            clock.wakeAt(beatTaken);
        }
        if (beatTaken == clock.now()) {
            counters.add(Counter.BYTES_READ, bus.bytes());
            beatOffered = false;
            clock.wakeAt(clock.now() + 1);
            if (--transfer.beatsLeft == 0) {
                transfers.pop();
            }
        }
    }

    private void arbitrate() {
        if (!transfers.hasRoom()) {
            return;
        }
        for (int turn = 1; turn <= clients.size(); turn++) {
            int number = (latestClient + turn) % clients.size();
            ReadClient client = clients.get(number);
            int beats = client.offered();
            if (beats > 0) {
                client.granted();
                long due = clock.now() + 1 + latency; // the address is offered to memory in the next cycle
                transfers.push(new Transfer(client, due, beats));
                clock.wakeAt(due);
                latestClient = number;
                return;
            }
        }
    }
}
