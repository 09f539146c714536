package systole.compiler;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.Engine;
import systole.contract.ExecuteField;
import systole.contract.Field;
import systole.contract.HeaderField;
import systole.contract.LoadField;
import systole.contract.LocalMemory;
import systole.contract.Opcode;
import systole.contract.Progress;
import systole.contract.Region;
import systole.contract.SnapshotField;
import systole.contract.StoreField;

/** Checks a program before it goes to a device, so that a bad one is refused by name and not by a hang or by wrong bytes. */
public final class ProgramValidator {
    private static final List<Field> WINDOW =
            List.of(StoreField.KERNEL_COLUMNS, StoreField.KERNEL_ROWS, StoreField.STRIDE_X, StoreField.STRIDE_Y);

    private final Program program;
    private final Configuration configuration;
    private final Map<Engine, Integer> dispatched = new EnumMap<>(Engine.class);

    private ProgramValidator(Program program) {
        this.program = program;
        configuration = program.configuration();
    }

    /**
     * Accepts a program whose descriptors stay inside their memories, wait only for what stands before them, and have the counts
     * and alignments that the contract asks for.
     *
     * @throws IllegalArgumentException names the program, the first bad descriptor's index and what is wrong with it
     */
    public static void validate(Program program) {
        ProgramValidator validator = new ProgramValidator(program);
        for (int i = 0; i < program.descriptors().size(); i++) {
            Descriptor descriptor = program.descriptors().get(i);
            Optional<String> complaint = validator.complaint(descriptor);
            if (complaint.isPresent()) {
                throw new IllegalArgumentException("program %s, descriptor %d: %s: %s"
                        .formatted(program.name(), i, complaint.get(), descriptor));
            }
            validator.dispatched.merge(descriptor.opcode().engine(), 1, Integer::sum);
        }
    }

    private Optional<String> complaint(Descriptor descriptor) {
        long code = descriptor.get(HeaderField.OPCODE);
        for (Opcode opcode : Opcode.values()) {
            if (opcode.code() == code) {
                return waits(descriptor).or(() -> codes(descriptor)).or(() -> counts(descriptor))
                        .or(() -> window(descriptor)).or(() -> alignment(descriptor)).or(() -> ranges(descriptor));
            }
        }
        return Optional.of("no opcode has code " + code);
    }

    private Optional<String> waits(Descriptor descriptor) {
        for (Progress progress : Progress.values()) {
            long steps = descriptor.get(HeaderField.waitFor(progress));
            int before = dispatched.getOrDefault(progress.engine(), 0);
            if (steps > before) {
                return Optional.of("waits for %d %s steps, but %d stand before it".formatted(steps, progress, before));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> codes(Descriptor d) {
        return switch (d.opcode()) {
            case LOAD, LOAD_WEIGHTS -> known(d, LoadField.REGION, Region.values().length)
                    .or(() -> known(d, LoadField.MEMORY, LocalMemory.values().length)).or(() -> filled(d));
            case STORE -> known(d, StoreField.REGION, Region.values().length);
            case SNAPSHOT -> known(d, SnapshotField.REGION, Region.values().length);
            case EXECUTE -> Optional.empty();
        };
    }

    private static Optional<String> filled(Descriptor load) {
        LocalMemory memory = LocalMemory.values()[load.getInt(LoadField.MEMORY)];
        return memory.engine() == load.opcode().engine()
                ? Optional.empty() : Optional.of("%s does not fill %s".formatted(load.opcode(), memory));
    }

    private static Optional<String> known(Descriptor descriptor, Field field, int codes) {
        long code = descriptor.get(field);
        return code < codes ? Optional.empty() : Optional.of("%s has no code %d".formatted(field.name(), code));
    }

    private static Optional<String> counts(Descriptor d) {
        return switch (d.opcode()) {
            case LOAD, LOAD_WEIGHTS -> atLeastOne(d, LoadField.RUN, LoadField.INNER, LoadField.OUTER);
            case EXECUTE -> atLeastOne(d, ExecuteField.COLUMNS, ExecuteField.ROWS, ExecuteField.BLOCKS,
                    ExecuteField.KERNEL_COLUMNS, ExecuteField.KERNEL_ROWS);
            case STORE -> atLeastOne(d, StoreField.COLUMNS, StoreField.ROWS, StoreField.KERNEL_COLUMNS, StoreField.KERNEL_ROWS);
            case SNAPSHOT -> Optional.empty();
        };
    }

    private static Optional<String> atLeastOne(Descriptor descriptor, Field... fields) {
        for (Field field : fields) {
            if (descriptor.get(field) == 0) {
                return Optional.of(field.name() + " must be at least 1");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> window(Descriptor d) {
        if (d.opcode() == Opcode.STORE && d.get(StoreField.RESIDUAL) == 1) {
            for (Field field : WINDOW) {
                if (d.get(field) != 1) {
                    return Optional.of("%s must be 1 where a residual is added".formatted(field.name()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> alignment(Descriptor d) {
        int lanes = configuration.array().size();
        return switch (d.opcode()) {
            case LOAD, LOAD_WEIGHTS -> multiple(d, lanes, LoadField.ADDRESS, LoadField.INNER_STEP, LoadField.OUTER_STEP);
            case EXECUTE -> multiple(d, lanes, ExecuteField.WEIGHT_BASE);
            case STORE -> multiple(d, lanes, StoreField.ADDRESS, StoreField.ROW_PITCH);
            case SNAPSHOT -> multiple(d, 64, SnapshotField.ADDRESS);
        };
    }

    private static Optional<String> multiple(Descriptor descriptor, int of, Field... fields) {
        for (Field field : fields) {
            if (descriptor.get(field) % of != 0) {
                return Optional.of("%s must be a multiple of %d".formatted(field.name(), of));
            }
        }
        return Optional.empty();
    }

    private Optional<String> ranges(Descriptor descriptor) {
        Footprint footprint = Footprint.of(descriptor, configuration);
        for (Span span : footprint.reads()) {
            if (span.to() > size(span.space())) {
                return Optional.of("reads %s up to %d of %d".formatted(span.space(), span.to(), size(span.space())));
            }
        }
        for (Span span : footprint.writes()) {
            if (span.to() > size(span.space())) {
                return Optional.of("writes %s up to %d of %d".formatted(span.space(), span.to(), size(span.space())));
            }
        }
        return Optional.empty();
    }

    private long size(Space space) {
        return switch (space) {
            case CONSTANTS -> program.bytes(Region.CONSTANTS);
            case WORKSPACE -> program.bytes(Region.WORKSPACE);
            case INPUT -> program.bytes(Region.INPUT);
            case OUTPUT -> program.bytes(Region.OUTPUT);
            default -> space.capacity(configuration);
        };
    }
}
