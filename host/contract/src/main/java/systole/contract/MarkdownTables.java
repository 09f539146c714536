package systole.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints the instruction set and the register map as the Markdown page {@code docs/ISA.md}. */
public final class MarkdownTables {
    private MarkdownTables() {
    }

    /** Writes the page to the file named by the only argument. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), page());
    }

    /** The whole page. */
    public static String page() {
        StringBuilder text = new StringBuilder("""
                # Instruction set and registers

                Generated from the Java contract (`host/contract`) by `systole.contract.MarkdownTables`; a test compares this page
                with it. What each descriptor computes stands as pseudo-code in the Javadoc of its field enum.

                A program is an array of 64-byte descriptors in device memory. Bit 0 is the least significant bit of byte 0.

                ## Header, bits 0 to 127 of every descriptor
                """);
        fields(text, HeaderField.values());
        for (Opcode opcode : Opcode.values()) {
            text.append("\n## ").append(opcode).append(": opcode ").append(opcode.code()).append(", engine ")
                    .append(opcode.engine()).append(": ").append(opcode.description()).append('\n');
            fields(text, opcode.fields());
        }
        text.append("\n## Codes\n\n| region | code |\n|---|---|\n");
        for (Region region : Region.values()) {
            text.append("| ").append(region).append(" | ").append(region.code()).append(" |\n");
        }
        text.append("\n| on-chip memory | code |\n|---|---|\n");
        for (LocalMemory memory : LocalMemory.values()) {
            text.append("| ").append(memory).append(" | ").append(memory.code()).append(" |\n");
        }
        text.append("\n| error | code | meaning |\n|---|---|---|\n");
        for (ErrorCode error : ErrorCode.values()) {
            text.append("| %s | %d | %s |\n".formatted(error, error.code(), error.description()));
        }
        text.append("\n## Registers (AXI4-Lite, 32 bits)\n\n| offset | register | access | meaning |\n|---|---|---|---|\n");
        for (Register register : Register.values()) {
            text.append("| 0x%03x | %s | %s | %s |\n".formatted(register.offset(), register,
                    register.access() == Register.Access.READ_WRITE ? "read, write" : "read", register.description()));
        }
        text.append("\n| offset | counter (64 bits, low word first) | counts |\n|---|---|---|\n");
        for (Counter counter : Counter.values()) {
            text.append("| 0x%03x | %s | %s |\n"
                    .formatted(Register.offsetOf(counter), counter, counter.description()));
        }
        return text.toString();
    }

    private static void fields(StringBuilder text, Field[] fields) {
        text.append("\n| bits | field | type | meaning |\n|---|---|---|---|\n");
        for (Field field : fields) {
            text.append("| %d..%d | %s | %s%d | %s |\n".formatted(field.offset() + field.width() - 1, field.offset(),
                    field.name(), field.signed() ? "s" : "u", field.width(), field.description()));
        }
    }
}
