package systole.drivers.xrt.xclbin;

/** What a section of an xclbin holds: {@code axlf_section_kind} of {@code xclbin.h}. */
enum SectionKind {
    BITSTREAM(0),
    EMBEDDED_METADATA(2),
    MEM_TOPOLOGY(6),
    CONNECTIVITY(7),
    IP_LAYOUT(8),
    BUILD_METADATA(14);

    private final int code;

    SectionKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
