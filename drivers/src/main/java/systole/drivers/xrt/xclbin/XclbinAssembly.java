package systole.drivers.xrt.xclbin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/** Puts sections behind a header, see {@link XclbinHeader}; each section begins at a multiple of 8. */
final class XclbinAssembly {
    private static final int ALIGNMENT = 8;
    private static final int NO_SIGNATURE = -1;
    private static final int RESERVED_BYTES = 28;
    private static final byte RESERVED = (byte) 0xFF;
    private static final int SECTION_NAME_BYTES = 16;
    private static final int PADDING = 4;
    /** Of the runtime whose structures these are: 2.13.466. */
    private static final int MAJOR = 2;
    private static final int MINOR = 13;
    private static final int PATCH = 466;

    private final Map<SectionKind, byte[]> sections = new EnumMap<>(SectionKind.class);

    XclbinAssembly section(SectionKind kind, byte[] bytes) {
        sections.put(kind, bytes);
        return this;
    }

    /** The file's bytes; equal sections give equal files. */
    byte[] assemble(int mode, String platform) {
        int headers = XclbinHeader.BYTES + sections.size() * XclbinHeader.SECTION_BYTES;
        int length = headers + sections.values().stream().mapToInt(section -> aligned(section.length)).sum();
        ByteBuffer file = LittleEndian.zeros(length);
        file.position(XclbinHeader.BYTES);
        int offset = headers;
        for (var section : sections.entrySet()) {
            byte[] bytes = section.getValue();
            file.putInt(section.getKey().code()).position(file.position() + SECTION_NAME_BYTES + PADDING);
            file.putLong(offset).putLong(bytes.length);
            file.put(offset, bytes);
            offset += aligned(bytes.length);
        }
        putHeader(file, mode, platform);
        return file.array();
    }

    private void putHeader(ByteBuffer file, int mode, String platform) {
        UUID uuid = UUID.nameUUIDFromBytes(file.array());
        file.put(0, XclbinHeader.MAGIC.getBytes(StandardCharsets.US_ASCII)).putInt(XclbinHeader.SIGNATURE_AT, NO_SIGNATURE);
        for (int i = 0; i < RESERVED_BYTES; i++) {
            file.put(XclbinHeader.SIGNATURE_AT + Integer.BYTES + i, RESERVED);
        }
        file.putLong(XclbinHeader.UNIQUE_AT, uuid.getMostSignificantBits()).putLong(XclbinHeader.LENGTH_AT, file.capacity());
        file.putShort(XclbinHeader.VERSION_AT, (short) PATCH).put(XclbinHeader.VERSION_AT + 2, (byte) MAJOR)
                .put(XclbinHeader.VERSION_AT + 3, (byte) MINOR).putShort(XclbinHeader.MODE_AT, (short) mode);
        LittleEndian.putText(file.position(XclbinHeader.PLATFORM_AT), platform, XclbinHeader.PLATFORM_BYTES);
        file.putLong(XclbinHeader.UUID_AT, uuid.getMostSignificantBits())
                .putLong(XclbinHeader.UUID_AT + Long.BYTES, uuid.getLeastSignificantBits());
        file.putInt(XclbinHeader.SECTIONS_AT, sections.size());
    }

    private static int aligned(int bytes) {
        return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
    }
}
