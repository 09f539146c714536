package systole.drivers.xrt;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import systole.compiler.Program;
import systole.contract.Counter;
import systole.contract.Descriptor;
import systole.contract.KernelArgument;
import systole.contract.Region;
import systole.drivers.Kernel;

/** A program in a card's memory, a buffer for itself and one for each region, and the run that uses them. */
final class PlacedProgram implements Handles.Handle {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ConfiguredCard card;
    private final Handles handles = new Handles();
    private final Map<KernelArgument, CardBuffer> buffers = new EnumMap<>(KernelArgument.class);
    private final Snapshots snapshots;
    private final CardBuffer input;
    private final CardBuffer output;
    private final CardBuffer workspace;
    private final CardRun run;

    private PlacedProgram(ConfiguredCard card, Program program) {
        this.card = card;
        run = handles.keep(CardRun.of(card.kernel()));
        snapshots = Snapshots.of(program);
        try {
            place(KernelArgument.PROGRAM, program.descriptors().size() * Descriptor.BYTES);
            for (Region region : Region.values()) {
                place(KernelArgument.baseOf(region), program.bytes(region));
            }
            run.argument(KernelArgument.DESCRIPTORS, program.descriptors().size());
            run.argument(KernelArgument.WATCHDOG, Kernel.WATCHDOG_CYCLES);
            fill(program);
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
        input = region(Region.INPUT);
        output = region(Region.OUTPUT);
        workspace = region(Region.WORKSPACE);
    }

    /** Puts a program on a card. Throws {@link XrtException} where there is no room; nothing is left there then. */
    static PlacedProgram place(ConfiguredCard card, Program program) {
        return new PlacedProgram(card, program);
    }

    private void place(KernelArgument argument, int bytes) {
        CardBuffer buffer = handles.keep(CardBuffer.allocate(card.card(), bytes, card.kernel().bank(argument)));
        buffers.put(argument, buffer);
        run.argument(argument, buffer);
    }

    private void fill(Program program) {
        CardBuffer descriptors = buffers.get(KernelArgument.PROGRAM);
        ByteBuffer image = descriptors.image();
        program.descriptors().forEach(descriptor -> descriptor.write(image));
        descriptors.toCard(0, descriptors.bytes());
        CardBuffer constants = region(Region.CONSTANTS);
        constants.image().put(program.constants());
        constants.toCard(0, constants.bytes());
    }

    /**
     * Copies an input to the card, runs, and copies output and snapshots back. Makes no garbage.
     *
     * @return false where the limit came first
     */
    boolean execute(byte[] values, Duration limit) {
        input.image().put(values);
        input.toCard(0, values.length);
        run.start();
        if (!run.await(limit)) {
            // Hardware emulation ends the process where a card is closed during a run; the kernel's watchdog ends what hangs.
            run.await(GRACE);
            return false;
        }
        output.fromCard(0, output.bytes());
        workspace.fromCard(snapshots.offset(), snapshots.bytes());
        return true;
    }

    /** The card it is on. */
    ConfiguredCard card() {
        return card;
    }

    /** A region's buffer. */
    CardBuffer region(Region region) {
        return buffers.get(KernelArgument.baseOf(region));
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
