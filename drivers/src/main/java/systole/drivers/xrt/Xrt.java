package systole.drivers.xrt;

/** What every call of the runtime has in common. */
final class Xrt {
    private Xrt() {
    }

    /** What a function returned; throws {@link XrtException} where that is negative. */
    static int checked(String function, int result) {
        if (result < 0) {
            throw new XrtException("%s of the Xilinx Runtime failed with %d; see dmesg".formatted(function, result));
        }
        return result;
    }
}
