package systole.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import systole.compiler.Program;
import systole.contract.Descriptor;
import systole.contract.Field;
import systole.contract.HeaderField;
import systole.contract.Opcode;

/** Programs that differ from a compiler's in one place. */
final class Programs {
    private Programs() {
    }

    /** The index of the first descriptor with that opcode. */
    static int firstOf(Program program, Opcode opcode) {
        return firstWith(program, opcode, HeaderField.OPCODE, opcode.code());
    }

    /** The index of the first descriptor with that opcode whose field has that value. */
    static int firstWith(Program program, Opcode opcode, Field field, long value) {
        return IntStream.range(0, program.descriptors().size())
                .filter(i -> program.descriptors().get(i).opcode() == opcode && program.descriptors().get(i).get(field) == value)
                .findFirst().orElseThrow(() -> new AssertionError(
                        "program %s has no %s with %s=%d".formatted(program.name(), opcode, field.name(), value)));
    }

    /** The index of the first descriptor with that opcode whose field has that value or a greater one. */
    static int firstWithAtLeast(Program program, Opcode opcode, Field field, long value) {
        return IntStream.range(0, program.descriptors().size())
                .filter(i -> program.descriptors().get(i).opcode() == opcode && program.descriptors().get(i).get(field) >= value)
                .findFirst().orElseThrow(() -> new AssertionError(
                        "program %s has no %s with %s of at least %d".formatted(program.name(), opcode, field.name(), value)));
    }

    /** The program with one field of one descriptor set. */
    static Program with(Program program, int index, Field field, long value) {
        List<Descriptor> descriptors = new ArrayList<>(program.descriptors());
        descriptors.set(index, descriptors.get(index).with(field, value));
        return program.withDescriptors(descriptors);
    }

    /** The program with its constants changed. */
    static Program withConstants(Program program, UnaryOperator<byte[]> change) {
        return program.withConstants(change.apply(program.constants().clone()));
    }
}
