package systole.models.data;

/** Portable grey maps: {@code P5} (one byte a pixel, or two where the maximum is above 255) and {@code P2} (decimal text). */
final class Pgm {
    private final String file;
    private final byte[] bytes;
    private int at = 2;

    private Pgm(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** Parses a file that starts with {@code P2} or {@code P5}; throws {@link DataException} with one line that names it. */
    static GreyImage parse(String file, byte[] bytes) {
        return new Pgm(file, bytes).parse();
    }

    private GreyImage parse() {
        int width = number();
        int height = number();
        int maximum = number();
        GreyImage.requireReasonable(file, width, height);
        if (maximum < 1 || maximum > 0xFFFF) {
            throw new DataException("%s declares a maximum of %d; PGM has 1 to 65535".formatted(file, maximum));
        }
        boolean binary = bytes[1] == '5';
        at += binary ? 1 : 0;
        int sampleBytes = !binary || maximum < 256 ? 1 : 2;
        // A decimal pixel takes at least one digit, so both forms need at least this much.
        if ((long) width * height * sampleBytes > bytes.length - at) {
            throw truncated();
        }
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.length; i++) {
            int sample = !binary ? number() : sampleBytes == 1 ? next() : next() << 8 | next();
            if (sample > maximum) {
                throw new DataException("%s has a pixel of %d above its maximum of %d".formatted(file, sample, maximum));
            }
            pixels[i] = (byte) ((sample * 255 + maximum / 2) / maximum);
        }
        return new GreyImage(width, height, pixels);
    }

    private int number() {
        skipBlanks();
        long number = 0;
        int start = at;
        while (at < bytes.length && Character.isDigit(bytes[at]) && number <= Integer.MAX_VALUE) {
            number = number * 10 + bytes[at++] - '0';
        }
        if (at == bytes.length && at == start) {
            throw truncated();
        }
        if (at == start || number > Integer.MAX_VALUE) {
            throw new DataException("%s is not a PGM file: byte %d belongs to no number from 0 to 2147483647".formatted(file, at));
        }
        return (int) number;
    }

    private void skipBlanks() {
        while (at < bytes.length && (Character.isWhitespace(bytes[at]) || bytes[at] == '#')) {
            if (bytes[at] == '#') {
                skipLine();
            } else {
                at++;
            }
        }
    }

    private void skipLine() {
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
    }

    private int next() {
        return Byte.toUnsignedInt(bytes[at++]);
    }

    private DataException truncated() {
        return new DataException("%s ends before its last pixel: it is truncated".formatted(file));
    }
}
