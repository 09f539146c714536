package systole.drivers.xrt;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import systole.compiler.Program;
import systole.contract.Counter;
import systole.contract.Descriptor;
import systole.contract.KernelArgument;
import systole.contract.Region;

/** A program in a card's memory: a buffer for itself, its constants and its workspace, and two lanes. */
final class PlacedProgram implements Handles.Handle {
    private final ConfiguredCard card;
    private final Handles handles = new Handles();
    private final Map<KernelArgument, CardBuffer> shared = new EnumMap<>(KernelArgument.class);
    private final List<ProgramLane> lanes;
    private final CardBuffer workspace;
    private final Snapshots snapshots;

    private PlacedProgram(ConfiguredCard card, Program program) {
        this.card = card;
        snapshots = Snapshots.of(program);
        try {
            fill(share(KernelArgument.PROGRAM, program.descriptors().size() * Descriptor.BYTES),
                    image -> program.descriptors().forEach(descriptor -> descriptor.write(image)));
            fill(share(KernelArgument.CONSTANTS, program.bytes(Region.CONSTANTS)), image -> image.put(program.constants()));
            workspace = share(KernelArgument.WORKSPACE, program.bytes(Region.WORKSPACE));
            lanes = List.of(handles.keep(new ProgramLane(card, program, shared)), handles.keep(new ProgramLane(card, program, shared)));
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
    }

    /** Puts a program on a card. Throws {@link XrtException} where there is no room; nothing is left there then. */
    static PlacedProgram place(ConfiguredCard card, Program program) {
        return new PlacedProgram(card, program);
    }

    private CardBuffer share(KernelArgument argument, int bytes) {
        CardBuffer buffer = handles.keep(card.allocate(argument, bytes));
        shared.put(argument, buffer);
        return buffer;
    }

    private static void fill(CardBuffer buffer, Consumer<ByteBuffer> content) {
        content.accept(buffer.image());
        buffer.toCard(0, buffer.bytes());
    }

    /** Copies the snapshots of the latest run from the card. */
    void fetchSnapshots() {
        workspace.fromCard(snapshots.offset(), snapshots.bytes());
    }

    /** The card it is on. */
    ConfiguredCard card() {
        return card;
    }

    /** A lane, by the number of the run: one after the other in turn. */
    ProgramLane lane(int run) {
        return lanes.get(run % lanes.size());
    }

    /** Region WORKSPACE. */
    CardBuffer workspace() {
        return workspace;
    }

    @Override
    public void close() {
        handles.close();
    }

    /** The part of the workspace that holds counter snapshots: all that a run without observables leaves there for the host. */
    private record Snapshots(int offset, int bytes) {
        static Snapshots of(Program program) {
            int first = program.layers().stream().mapToInt(layer -> layer.snapshotOffset()).min().orElse(0);
            int end = program.layers().stream().mapToInt(layer -> layer.snapshotOffset() + Counter.snapshotBytes()).max().orElse(0);
            return new Snapshots(first, end - first);
        }
    }
}
