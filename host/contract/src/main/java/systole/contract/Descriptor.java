package systole.contract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One command of a program: 64 bytes, a {@link HeaderField header} and the fields of its {@link Opcode}. Immutable. */
public final class Descriptor {
    /** Bytes of a descriptor. */
    public static final int BYTES = 64;
    /** Bits of a descriptor. */
    public static final int BITS = 8 * BYTES;
    /** Bits of the header. */
    public static final int HEADER_BITS = 128;

    private final long[] words;

    private Descriptor(long[] words) {
        this.words = words;
    }

    /** Starts a descriptor with every other field 0. */
    public static Builder of(Opcode opcode) {
        return new Builder(opcode);
    }

    /** Reads 64 bytes at the buffer's position. Nothing is checked: see {@link #opcode()}. */
    public static Descriptor read(ByteBuffer buffer) {
        ByteBuffer little = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
        long[] words = new long[BYTES / Long.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = little.getLong();
        }
        buffer.position(buffer.position() + BYTES);
        return new Descriptor(words);
    }

    /** Writes 64 bytes at the buffer's position. */
    public void write(ByteBuffer buffer) {
        ByteBuffer little = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
        for (long word : words) {
            little.putLong(word);
        }
        buffer.position(buffer.position() + BYTES);
    }

    /** The opcode; throws {@link IllegalArgumentException} where the code is not known. */
    public Opcode opcode() {
        return Opcode.of((int) get(HeaderField.OPCODE));
    }

    /** A field's value, sign-extended where the field is signed. */
    public long get(Field field) {
        int word = field.offset() / 64;
        int shift = field.offset() % 64;
        long bits = words[word] >>> shift;
        if (shift + field.width() > 64) {
            bits |= words[word + 1] << (64 - shift);
        }
        int unused = 64 - field.width();
        return field.signed() ? bits << unused >> unused : bits << unused >>> unused;
    }

    /** As {@link #get}, for the fields that an int holds. */
    public int getInt(Field field) {
        return Math.toIntExact(get(field));
    }

    /** A copy with one field changed, unchecked against the field's meaning: for tests that break programs. */
    public Descriptor with(Field field, long value) {
        Descriptor copy = new Descriptor(words.clone());
        copy.set(field, value);
        return copy;
    }

    private void set(Field field, long value) {
        if (value < field.minimum() || value > field.maximum()) {
            throw new IllegalArgumentException("descriptor field %s holds %d to %d, not %d"
                    .formatted(field.name(), field.minimum(), field.maximum(), value));
        }
        int word = field.offset() / 64;
        int shift = field.offset() % 64;
        long mask = (1L << field.width()) - 1;
        words[word] = words[word] & ~(mask << shift) | (value & mask) << shift;
        if (shift + field.width() > 64) {
            int below = 64 - shift;
            words[word + 1] = words[word + 1] & ~(mask >>> below) | (value & mask) >>> below;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Descriptor that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /** {@code STORE{ROWS=4, ...}}: the fields that are not 0. */
    @Override
    public String toString() {
        long code = get(HeaderField.OPCODE);
        Opcode opcode = Arrays.stream(Opcode.values()).filter(o -> o.code() == code).findFirst().orElse(null);
        if (opcode == null) {
            return "opcode " + code + "{}";
        }
        StringBuilder text = new StringBuilder(opcode.name()).append('{');
        appendFields(text, Arrays.copyOfRange(HeaderField.values(), 1, HeaderField.values().length));
        appendFields(text, opcode.fields());
        return text.append('}').toString();
    }

    private void appendFields(StringBuilder text, Field[] fields) {
        for (Field field : fields) {
            if (get(field) != 0) {
                text.append(text.charAt(text.length() - 1) == '{' ? "" : ", ")
                        .append(field.name()).append('=').append(get(field));
            }
        }
    }

    /** Collects fields; a value outside its field's range throws {@link IllegalArgumentException}. */
    public static final class Builder {
        private final Opcode opcode;
        private final Descriptor descriptor = new Descriptor(new long[BYTES / Long.BYTES]);

        private Builder(Opcode opcode) {
            this.opcode = opcode;
            descriptor.set(HeaderField.OPCODE, opcode.code());
        }

        /** Sets a field of this opcode's body. */
        public Builder set(Field field, long value) {
            if (!opcode.has(field)) {
                throw new IllegalArgumentException(opcode + " has no field " + field.name());
            }
            descriptor.set(field, value);
            return this;
        }

        /** Waits until that many steps are complete. */
        public Builder waitFor(Progress progress, long steps) {
            descriptor.set(HeaderField.waitFor(progress), steps);
            return this;
        }

        /** The descriptor; the builder may go on and build others. */
        public Descriptor build() {
            return new Descriptor(descriptor.words.clone());
        }
    }
}
