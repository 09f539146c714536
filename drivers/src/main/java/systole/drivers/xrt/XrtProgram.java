package systole.drivers.xrt;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import systole.compiler.Program;
import systole.contract.Region;
import systole.drivers.Kernel;
import systole.runtime.Counters;
import systole.runtime.DirectProgram;
import systole.runtime.ProgramRun;
import systole.runtime.Timing;

/** A program on the device's card. Where the card had to be opened anew, the program is put there anew. */
final class XrtProgram implements DirectProgram {
    private final XrtDevice device;
    private final Program program;
    private PlacedProgram placed;
    /** Made at the first need, and anew where the program was placed anew. */
    private DirectRun direct;

    XrtProgram(XrtDevice device, Program program) {
        this.device = device;
        this.program = program;
        placed = device.card().place(program);
    }

    @Override
    public ProgramRun run(byte[] input) {
        return runAll(List.of(input)).getFirst();
    }

    /** While one input is computed, the next one is copied to the card and the output before it is copied back. */
    @Override
    public List<ProgramRun> runAll(List<byte[]> inputs) {
        if (inputs.isEmpty()) {
            return List.of();
        }
        inputs.forEach(this::requireSize);
        placeWhereCardIs();
        try {
            // What a program leaves in the workspace for the host is lost when the next run starts.
            return program.observables().isEmpty() ? overlapped(inputs)
                    : inputs.stream().flatMap(input -> overlapped(List.of(input)).stream()).toList();
        } catch (XrtException e) {
            device.abandonCard();
            throw e;
        }
    }

    @Override
    public void infer(byte[] input, byte[] output) {
        placeWhereCardIs();
        if (direct == null) {
            direct = new DirectRun(placed.lane(0), program);
        }
        try {
            if (!direct.execute(input, output, device.timeLimit())) {
                throw late();
            }
            Kernel.requireSuccess(placed.card().kernel(), program);
        } catch (XrtException e) {
            device.abandonCard();
            throw e;
        }
    }

    private void placeWhereCardIs() {
        if (placed.card() != device.card()) {
            placed = device.card().place(program);
            direct = null;
        }
    }

    private void requireSize(byte[] input) {
        if (input.length != program.bytes(Region.INPUT)) {
            throw new IllegalArgumentException("program %s takes %d bytes of input, not %d"
                    .formatted(program.name(), program.bytes(Region.INPUT), input.length));
        }
    }

    private List<ProgramRun> overlapped(List<byte[]> inputs) {
        List<ProgramRun> runs = new ArrayList<>();
        placed.lane(0).send(inputs.getFirst());
        long start = start(0);
        for (int i = 0; i < inputs.size(); i++) {
            boolean last = i + 1 == inputs.size();
            if (!last) {
                placed.lane(i + 1).send(inputs.get(i + 1));
            }
            Timing timing = finish(i, start);
            if (!last) {
                start = start(i + 1);
            }
            runs.add(read(placed.lane(i), timing));
        }
        return runs;
    }

    private long start(int run) {
        long now = System.nanoTime();
        placed.lane(run).start();
        return now;
    }

    /** Waits for a run and reads what the next one's start would clear. */
    private Timing finish(int run, long start) {
        if (!placed.lane(run).await(device.timeLimit())) {
            throw late();
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        CardKernel kernel = placed.card().kernel();
        Kernel.requireSuccess(kernel, program);
        placed.fetchSnapshots();
        ByteBuffer workspace = placed.workspace().image();
        List<Counters> snapshots = program.layers().stream().map(layer -> Counters.read(workspace, layer.snapshotOffset())).toList();
        return Timing.ofSnapshots(Counters.of(kernel::counter), snapshots, wall);
    }

    private XrtException late() {
        return new XrtException("program %s was not done after %d ms; raise the cycle limit if it may take that long"
                .formatted(program.name(), device.timeLimit().toMillis()));
    }

    private ProgramRun read(ProgramLane lane, Timing timing) {
        return ProgramRun.read(program, region -> bytes(region == Region.OUTPUT ? lane.output() : placed.workspace()), timing);
    }

    private static byte[] bytes(CardBuffer buffer) {
        buffer.fromCard(0, buffer.bytes());
        byte[] copy = new byte[buffer.bytes()];
        buffer.image().get(copy);
        return copy;
    }

    @Override
    public void close() {
        placed.card().remove(placed);
    }
}
