package systole.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes what host and hardware must agree on: codes, bit positions, offsets and the configuration; not descriptions. */
final class ContractHash {
    private ContractHash() {
    }

    static long of(Configuration configuration) {
        byte[] text = (layout() + configuration).getBytes(StandardCharsets.UTF_8);
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text)).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static String layout() {
        StringBuilder text = new StringBuilder();
        append(text, "HEADER", HeaderField.values());
        for (Opcode opcode : Opcode.values()) {
            text.append(opcode.code()).append(' ').append(opcode.engine()).append(' ');
            append(text, opcode.name(), opcode.fields());
        }
        for (Region region : Region.values()) {
            text.append(region).append('=').append(region.code()).append('\n');
        }
        for (LocalMemory memory : LocalMemory.values()) {
            text.append(memory).append('=').append(memory.code()).append('\n');
        }
        for (ErrorCode error : ErrorCode.values()) {
            text.append(error).append('=').append(error.code()).append('\n');
        }
        for (Register register : Register.values()) {
            text.append(register).append('=').append(register.offset()).append('\n');
        }
        for (Counter counter : Counter.values()) {
            text.append(counter).append('=').append(counter.snapshotOffset()).append('\n');
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, Field[] fields) {
        text.append(name).append('\n');
        for (Field field : fields) {
            text.append(field.name()).append(' ').append(field.offset()).append(' ').append(field.width())
                    .append(field.signed() ? " signed\n" : " unsigned\n");
        }
    }
}
