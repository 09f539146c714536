package systole.compiler.interpreter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import systole.compiler.Program;
import systole.contract.Descriptor;
import systole.contract.Engine;
import systole.contract.HeaderField;
import systole.contract.Progress;
import systole.contract.Region;

/**
 * Executes programs functionally, by the pseudo-code of the contract's field enums. SNAPSHOT writes nothing: there are no cycles
 * to report.
 */
public final class ProgramInterpreter {
    private final Machine machine;
    private final Map<Engine, Deque<Descriptor>> queues = new EnumMap<>(Engine.class);
    private final Deque<Runnable> drained = new ArrayDeque<>();
    private final int[] progress = new int[Progress.values().length];

    private ProgramInterpreter(Program program, byte[] input) {
        if (input.length != program.bytes(Region.INPUT)) {
            throw new IllegalArgumentException("program %s takes %d bytes of input, not %d: pack it with the program's input layouts"
                    .formatted(program.name(), program.bytes(Region.INPUT), input.length));
        }
        machine = new Machine(program, input);
        for (Engine engine : Engine.values()) {
            queues.put(engine, new ArrayDeque<>());
        }
    }

    /** What a run leaves in device memory. */
    public record Result(byte[] output, byte[] workspace) {
        /** The bytes of the region, OUTPUT or WORKSPACE. */
        public byte[] region(Region region) {
            return region == Region.OUTPUT ? output : workspace;
        }
    }

    /**
     * Executes descriptor by descriptor, in program order.
     *
     * @param input the bytes of region INPUT, packed by {@link Program#pack}
     */
    public static Result run(Program program, byte[] input) {
        ProgramInterpreter interpreter = new ProgramInterpreter(program, input);
        for (Descriptor descriptor : program.descriptors()) {
            interpreter.start(descriptor);
            interpreter.finishStores();
        }
        return interpreter.result();
    }

    /**
     * Executes in a random order that the waits allow: whichever engine may start its next descriptor, or has a drained store to
     * write, may go next. Programs with a wait too few give wrong bytes for some random numbers.
     *
     * @throws IllegalStateException where no engine may go on: a wait points forwards
     */
    public static Result runShuffled(Program program, byte[] input, RandomGenerator random) {
        ProgramInterpreter interpreter = new ProgramInterpreter(program, input);
        program.descriptors().forEach(d -> interpreter.queues.get(d.opcode().engine()).add(d));
        List<Runnable> choices = interpreter.choices();
        while (!choices.isEmpty()) {
            choices.get(random.nextInt(choices.size())).run();
            choices = interpreter.choices();
        }
        if (interpreter.queues.values().stream().anyMatch(queue -> !queue.isEmpty())) {
            throw new IllegalStateException("program %s is stuck: no engine's next descriptor may start".formatted(program.name()));
        }
        return interpreter.result();
    }

    private Result result() {
        return new Result(machine.region(Region.OUTPUT), machine.region(Region.WORKSPACE));
    }

    private List<Runnable> choices() {
        List<Runnable> choices = new ArrayList<>();
        for (Deque<Descriptor> queue : queues.values()) {
            if (!queue.isEmpty() && mayStart(queue.getFirst())) {
                choices.add(() -> start(queue.removeFirst()));
            }
        }
        if (!drained.isEmpty()) {
            choices.add(this::finishStore);
        }
        return choices;
    }

    private boolean mayStart(Descriptor descriptor) {
        for (Progress counter : Progress.values()) {
            if (progress[counter.ordinal()] < descriptor.get(HeaderField.waitFor(counter))) {
                return false;
            }
        }
        return true;
    }

    /** Executes a descriptor; of a store only what it reads. */
    private void start(Descriptor descriptor) {
        switch (descriptor.opcode()) {
            case LOAD -> {
                LoadUnit.run(machine, descriptor);
                progress[Progress.LOAD.ordinal()]++;
            }
            case LOAD_WEIGHTS -> {
                LoadUnit.run(machine, descriptor);
                progress[Progress.WEIGHTS.ordinal()]++;
            }
            case EXECUTE -> {
                ExecuteUnit.run(machine, descriptor);
                progress[Progress.EXECUTE.ordinal()]++;
            }
            case STORE -> {
                drained.add(StoreUnit.drain(machine, descriptor));
                progress[Progress.DRAIN.ordinal()]++;
            }
            case SNAPSHOT -> {
                drained.add(() -> { });
                progress[Progress.DRAIN.ordinal()]++;
            }
        }
    }

    private void finishStore() {
        drained.removeFirst().run();
        progress[Progress.STORE.ordinal()]++;
    }

    private void finishStores() {
        while (!drained.isEmpty()) {
            finishStore();
        }
    }
}
