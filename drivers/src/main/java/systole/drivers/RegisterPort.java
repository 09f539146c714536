package systole.drivers;

/** The 32-bit control registers of a kernel, by byte offset. */
public interface RegisterPort {
    int read(int offset);

    void write(int offset, int value);
}
