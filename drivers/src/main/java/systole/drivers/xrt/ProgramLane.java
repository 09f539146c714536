package systole.drivers.xrt;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import systole.compiler.Program;
import systole.contract.KernelArgument;
import systole.contract.Region;
import systole.drivers.Kernel;

/**
 * One of the ways through a program on a card: an input, an output, and the run that uses them. While one lane runs, another
 * one's input and output are copied.
 */
final class ProgramLane implements Handles.Handle {
    /** How long a run that nobody waits for any more may go on before its card is closed. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Handles handles = new Handles();
    private final CardRun run;
    private final CardBuffer input;
    private final CardBuffer output;
    private boolean running;

    /**
     * Allocates the lane's buffers.
     *
     * @param shared the buffers that all lanes of the program have in common
     * @throws XrtException where there is no room; nothing is left there then
     */
    ProgramLane(ConfiguredCard card, Program program, Map<KernelArgument, CardBuffer> shared) {
        try {
            run = handles.keep(CardRun.of(card.kernel()));
            input = allocate(card, KernelArgument.INPUT, program.bytes(Region.INPUT));
            output = allocate(card, KernelArgument.OUTPUT, program.bytes(Region.OUTPUT));
            shared.forEach(run::argument);
            run.argument(KernelArgument.DESCRIPTORS, program.descriptors().size());
            run.argument(KernelArgument.WATCHDOG, Kernel.WATCHDOG_CYCLES);
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
    }

    private CardBuffer allocate(ConfiguredCard card, KernelArgument argument, int bytes) {
        CardBuffer buffer = handles.keep(card.allocate(argument, bytes));
        run.argument(argument, buffer);
        return buffer;
    }

    /** Copies the bytes of region INPUT to the card. */
    void send(byte[] values) {
        input.image().put(values);
        send();
    }

    /** Copies the input's image to the card. */
    void send() {
        input.toCard(0, input.bytes());
    }

    /** Starts the kernel on what was sent. No other lane may be running. */
    void start() {
        run.start();
        running = true;
    }

    /** Waits until the kernel is done; false where the limit came first. */
    boolean await(Duration limit) {
        running = !run.await(limit);
        return !running;
    }

    /** Copies region OUTPUT from the card; gives its image. */
    ByteBuffer fetch() {
        output.fromCard(0, output.bytes());
        return output.image();
    }

    CardBuffer input() {
        return input;
    }

    CardBuffer output() {
        return output;
    }

    @Override
    public void close() {
        if (running) {
            settle();
        }
        handles.close();
    }

    /** Hardware emulation ends the process where a card is closed during a run; the kernel's watchdog ends what hangs. */
    private void settle() {
        try {
            await(GRACE);
        } catch (XrtException e) {
            // It is over, and closed because of an error that was reported already.
            running = false;
        }
    }
}
