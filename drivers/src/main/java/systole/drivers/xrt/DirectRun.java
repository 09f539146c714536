package systole.drivers.xrt;

import java.time.Duration;
import systole.compiler.Program;
import systole.compiler.TensorTransfer;

/** Runs a program of one input and one output for the output alone, on one lane. A run makes no garbage. */
final class DirectRun {
    private final ProgramLane lane;
    private final TensorTransfer input;
    private final TensorTransfer output;

    DirectRun(ProgramLane lane, Program program) {
        this.lane = lane;
        input = new TensorTransfer(program.input());
        output = new TensorTransfer(program.output());
        input.prepare(lane.input().image());
    }

    /**
     * Lays the values out in the image of the card's memory, copies it there, runs, and takes the result out of the copy that comes back.
     *
     * @return false where the limit came first
     */
    boolean execute(byte[] values, byte[] result, Duration limit) {
        input.pack(values, lane.input().image());
        lane.send();
        lane.start();
        if (!lane.await(limit)) {
            return false;
        }
        output.unpack(lane.fetch(), result);
        return true;
    }
}
