package systole.drivers.xrt;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import systole.compiler.Program;
import systole.contract.Region;
import systole.drivers.Kernel;
import systole.runtime.Counters;
import systole.runtime.LoadedProgram;
import systole.runtime.ProgramRun;
import systole.runtime.Timing;

/** A program on the device's card. Where the card had to be opened anew, the program is put there anew. */
final class XrtProgram implements LoadedProgram {
    private final XrtDevice device;
    private final Program program;
    private PlacedProgram placed;

    XrtProgram(XrtDevice device, Program program) {
        this.device = device;
        this.program = program;
        placed = device.card().place(program);
    }

    @Override
    public ProgramRun run(byte[] input) {
        if (placed.card() != device.card()) {
            placed = device.card().place(program);
        }
        try {
            Duration wall = execute(input);
            Kernel.requireSuccess(placed.card().kernel(), program);
            return ProgramRun.read(program, this::bytes, timing(wall));
        } catch (XrtException e) {
            device.abandonCard();
            throw e;
        }
    }

    private Duration execute(byte[] input) {
        long start = System.nanoTime();
        if (!placed.execute(input, device.timeLimit())) {
            throw new XrtException("program %s was not done after %s seconds; raise the cycle limit if it may take that long"
                    .formatted(program.name(), device.timeLimit().toSeconds()));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Timing timing(Duration wall) {
        ByteBuffer workspace = placed.region(Region.WORKSPACE).image();
        List<Counters> snapshots = program.layers().stream().map(layer -> Counters.read(workspace, layer.snapshotOffset())).toList();
        return Timing.ofSnapshots(Counters.of(placed.card().kernel()::counter), snapshots, wall);
    }

    private byte[] bytes(Region region) {
        CardBuffer buffer = placed.region(region);
        if (region == Region.WORKSPACE) {
            // Of this one a run copies the snapshots only: tensors are there in programs that store every layer.
            buffer.fromCard(0, buffer.bytes());
        }
        byte[] copy = new byte[buffer.bytes()];
        buffer.image().get(copy);
        return copy;
    }

    @Override
    public void close() {
        placed.card().remove(placed);
    }
}
