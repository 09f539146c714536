package systole.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import systole.compiler.Program;
import systole.contract.Descriptor;
import systole.contract.Field;
import systole.contract.Opcode;

/** Programs that differ from a compiler's in one place. */
final class Programs {
    private Programs() {
    }

    /** The index of the first descriptor with that opcode. */
    static int firstOf(Program program, Opcode opcode) {
        for (int i = 0; i < program.descriptors().size(); i++) {
            if (program.descriptors().get(i).opcode() == opcode) {
                return i;
            }
        }
        throw new AssertionError("program %s has no %s".formatted(program.name(), opcode));
    }

    /** The program with one field of one descriptor set. */
    static Program with(Program program, int index, Field field, long value) {
        List<Descriptor> descriptors = new ArrayList<>(program.descriptors());
        descriptors.set(index, descriptors.get(index).with(field, value));
        return new Program(program.name(), program.configuration(), descriptors, program.constants(), program.input(), program.output(),
                program.observables(), program.workspaceBytes(), program.layers());
    }

    /** The program with its constants changed. */
    static Program withConstants(Program program, UnaryOperator<byte[]> change) {
        return new Program(program.name(), program.configuration(), program.descriptors(), change.apply(program.constants().clone()),
                program.input(), program.output(), program.observables(), program.workspaceBytes(), program.layers());
    }
}
