package systole.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;

class DescriptorTest {
    @ParameterizedTest
    @EnumSource(Opcode.class)
    void everyFieldKeepsItsValueBesideItsNeighbours(Opcode opcode) {
        Random random = new Random(opcode.code());
        for (int round = 0; round < 200; round++) {
            Descriptor.Builder builder = Descriptor.of(opcode);
            long[] values = new long[opcode.fields().length];
            for (int i = 0; i < values.length; i++) {
                Field field = opcode.fields()[i];
                values[i] = switch (random.nextInt(3)) {
                    case 0 -> field.minimum();
                    case 1 -> field.maximum();
                    default -> random.nextLong(field.minimum(), field.maximum() + 1);
                };
                builder.set(field, values[i]);
            }
            for (Progress progress : Progress.values()) {
                builder.waitFor(progress, progress.ordinal() + round);
            }
            ByteBuffer bytes = ByteBuffer.allocate(Descriptor.BYTES);
            builder.build().write(bytes);
            Descriptor read = Descriptor.read(bytes.flip());
            assertEquals(builder.build(), read);
            assertEquals(opcode, read.opcode());
            for (int i = 0; i < values.length; i++) {
                assertEquals(values[i], read.get(opcode.fields()[i]), opcode.fields()[i].name());
            }
            for (Progress progress : Progress.values()) {
                assertEquals(progress.ordinal() + round, read.get(HeaderField.waitFor(progress)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Opcode.class)
    void fieldsFitBehindTheHeader(Opcode opcode) {
        Field last = opcode.fields()[opcode.fields().length - 1];
        assertTrue(last.offset() + last.width() <= Descriptor.BITS, opcode + " ends at bit " + (last.offset() + last.width()));
        Field header = HeaderField.values()[HeaderField.values().length - 1];
        assertEquals(Descriptor.HEADER_BITS, header.offset() + header.width());
    }

    @Test
    void bytesAreLittleEndian() {
        ByteBuffer bytes = ByteBuffer.allocate(Descriptor.BYTES);
        Descriptor.of(Opcode.EXECUTE).waitFor(Progress.LOAD, 0x123456).build().write(bytes);
        assertEquals(Opcode.EXECUTE.code(), bytes.get(0));
        assertEquals(0x56, bytes.get(1));
        assertEquals(0x34, bytes.get(2));
        assertEquals(0x12, bytes.get(3));
    }

    @Test
    void refusesWhatDoesNotFitAndNamesIt() {
        Descriptor.Builder builder = Descriptor.of(Opcode.STORE);
        String message = assertThrows(IllegalArgumentException.class,
                () -> builder.set(StoreField.ZERO_POINT, 128)).getMessage();
        assertEquals("descriptor field ZERO_POINT holds -128 to 127, not 128", message);
        assertThrows(IllegalArgumentException.class, () -> builder.set(LoadField.RUN, 1));
    }

    @Test
    void printsWhatIsSet() {
        assertEquals("STORE{WAIT_EXECUTE=3, ROWS=4, ZERO_POINT=-5}", Descriptor.of(Opcode.STORE)
                .waitFor(Progress.EXECUTE, 3).set(StoreField.ROWS, 4).set(StoreField.ZERO_POINT, -5).build().toString());
    }
}
