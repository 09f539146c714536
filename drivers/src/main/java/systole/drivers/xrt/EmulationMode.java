package systole.drivers.xrt;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What the Xilinx Runtime drives instead of a card: the variable {@code XCL_EMULATION_MODE}. */
enum EmulationMode {
    /** A card. */
    NONE("", "libxrt_core.so.2"),
    /** Nothing: every call succeeds. */
    NOOP("noop", "libxrt_noop.so.2"),
    /** A process that simulates hardware. */
    HARDWARE("hw_emu", "libxrt_hwemu.so.2"),
    /** A process that executes kernels written in C++. */
    SOFTWARE("sw_emu", "libxrt_swemu.so.2");

    static final String VARIABLE = "XCL_EMULATION_MODE";

    private final String word;
    private final String library;

    EmulationMode(String word, String library) {
        this.word = word;
        this.library = library;
    }

    /** The variable's value; empty for a card. */
    String word() {
        return word;
    }

    /** The file name of the library that the runtime loads for it. */
    String library() {
        return library;
    }

    /** The mode of that word; throws {@link IllegalArgumentException} with the words there are. */
    static EmulationMode of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "%s is %s, which ends the Xilinx Runtime; unset it for a card (the words it knows are %s)"
                        .formatted(VARIABLE, word, words())));
    }

    private static String words() {
        return Arrays.stream(values()).map(EmulationMode::word).filter(word -> !word.isEmpty()).collect(Collectors.joining(", "));
    }
}
