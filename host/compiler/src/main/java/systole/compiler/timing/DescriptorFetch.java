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
    private final Fifo<Integer> burst;
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
        burst = new Fifo<>(clock, 1);
        assembled = new Fifo<>(clock, 1);
        beats = Fifo.unbounded(clock);
    }

    /** The descriptor that is complete, if any. */
    Fifo<Command> assembled() {
        return assembled;
    }

    @Override
    public int offered() {
        return burst.hasElement() ? burst.peek() : 0;
    }

    @Override
    public void granted() {
        burst.pop();
    }

    @Override
    public long accept() {
        beats.push(1);
        return clock.now();
    }

    void step() {
        long remaining = (long) program.size() * beatsPerDescriptor - requested;
        if (remaining > 0 && requested - read <= bufferBeats - burstBeats && burst.hasRoom()) {
            int next = (int) Math.min(remaining, burstBeats);
            burst.push(next);
            requested += next;
        }
        if (beats.hasElement() && assembled.hasRoom()) {
            beats.pop();
            if (++read % beatsPerDescriptor == 0) {
                assembled.push(program.get((int) (read / beatsPerDescriptor) - 1));
            }
        }
    }
}
