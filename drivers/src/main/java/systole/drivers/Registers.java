package systole.drivers;

import systole.contract.Register;

/** The control registers of a kernel. */
public interface Registers {
    int read(Register register);

    void write(Register register, int value);

    /** Writes a register and the one 4 bytes further, low word first. */
    void writeLong(Register low, long value);
}
