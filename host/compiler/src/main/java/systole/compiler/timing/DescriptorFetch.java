package systole.compiler.timing;

import java.util.List;
import systole.contract.BusConfiguration;
import systole.contract.Descriptor;

/** Reads descriptors ahead, a burst at a time, and assembles them beat by beat. */
final class DescriptorFetch implements ReadClient {
    private static final int BUFFER_BYTES = 1024;

    private final Clock clock;
    private final List<Command> program;
    private final int beatsPerDescriptor;
    private final int bufferBeats;
    private final int burstBeats;
    private final Fifo<Command> assembled;
    private final Fifo<Integer> beats;
    private long requested;
    private long read;

    /** The program begins at a multiple of 4 KiB. */
    DescriptorFetch(Clock clock, BusConfiguration bus, List<Command> program) {
        this.clock = clock;
        this.program = program;
        beatsPerDescriptor = Descriptor.BYTES / bus.bytes();
        bufferBeats = BUFFER_BYTES / bus.bytes();
        burstBeats = Math.min(bufferBeats / 4, bus.burstBeats());
        assembled = new Fifo<>(clock, 1);
        beats = Fifo.unbounded(clock);
    }

    /** The descriptor that is complete, if any. */
    Fifo<Command> assembled() {
        return assembled;
    }

    @Override
    public int offered() {
        long remaining = (long) program.size() * beatsPerDescriptor - requested;
        return requested - read <= bufferBeats - burstBeats ? (int) Math.min(remaining, burstBeats) : 0;
    }

    @Override
    public void granted() {
        requested += offered();
        clock.wakeAt(clock.now() + 1);
    }

    @Override
    public long accept() {
        beats.push(1, 0); // passes an empty buffer
        return clock.now();
    }

    void step() {
        if (beats.hasElement() && assembled.hasRoom()) {
            beats.pop();
            if (++read % beatsPerDescriptor == 0) {
                assembled.push(program.get((int) (read / beatsPerDescriptor) - 1));
            }
        }
    }
}
