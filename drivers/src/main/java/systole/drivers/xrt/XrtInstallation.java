package systole.drivers.xrt;

import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The Xilinx Runtime of this machine, looked at before its first function is called: where it does not find what it looks for it
 * ends the process, and the JVM with it.
 *
 * @param libraries the folder with its libraries
 * @param mode what it drives
 */
public record XrtInstallation(Path libraries, EmulationMode mode) {
    /** Says where the runtime is: the folder above {@code lib}. */
    public static final String ROOT = "XILINX_XRT";

    private static final String CORE = EmulationMode.NONE.library();
    private static final String FUNCTIONS = "libxrt_coreutil.so.2";
    private static final String PRELOAD = "LD_PRELOAD";
    private static final String SIGNAL_CHAINING = "libjsig.so";

    /**
     * The installation that an environment points to.
     *
     * @throws XrtException where there is none, or one that would end the process
     */
    public static XrtInstallation of(Map<String, String> environment) {
        String root = environment.getOrDefault(ROOT, "");
        if (root.isEmpty()) {
            throw new XrtException("the Xilinx Runtime is not there: %s is not set; install it and source its setup.sh, or use --emulate".formatted(ROOT));
        }
        Path libraries = Path.of(root, "lib").toAbsolutePath();
        if (!Files.exists(libraries.resolve(CORE))) {
            throw new XrtException("%s is %s, but there is no %s; set it to the folder of the Xilinx Runtime, or unset it"
                    .formatted(ROOT, root, libraries.resolve(CORE)));
        }
        XrtInstallation installation = new XrtInstallation(libraries, mode(environment));
        installation.require(FUNCTIONS);
        installation.require(installation.mode.library());
        return installation;
    }

    private static EmulationMode mode(Map<String, String> environment) {
        try {
            EmulationMode mode = EmulationMode.of(environment.getOrDefault(EmulationMode.VARIABLE, ""));
            if (mode == EmulationMode.SOFTWARE) {
                throw new XrtException("%s is %s, which has no model of this kernel; unset it, or use --emulate"
                        .formatted(EmulationMode.VARIABLE, mode.word()));
            }
            if (mode == EmulationMode.HARDWARE && !environment.getOrDefault(PRELOAD, "").contains(SIGNAL_CHAINING)) {
                throw new XrtException("%s is %s, whose signal handlers end a JVM without %s in %s; unset it, and use --emulate"
                        .formatted(EmulationMode.VARIABLE, mode.word(), SIGNAL_CHAINING, PRELOAD));
            }
            return mode;
        } catch (IllegalArgumentException e) {
            throw new XrtException(e.getMessage(), e);
        }
    }

    private void require(String library) {
        if (!Files.exists(libraries.resolve(library))) {
            throw new XrtException("the Xilinx Runtime in %s lacks %s; install it anew".formatted(libraries, library));
        }
    }

    /**
     * Makes the runtime's functions callable.
     *
     * @throws XrtException where a library cannot be loaded
     */
    void load() {
        try {
            NativeLibrary.getInstance(libraries.resolve(mode.library()).toString());
            XrtLibrary.load(libraries.resolve(FUNCTIONS));
        } catch (UnsatisfiedLinkError e) {
            throw new XrtException("the Xilinx Runtime in %s cannot be loaded: %s; install it anew"
                    .formatted(libraries, e.getMessage().lines().findFirst().orElse("no reason is given")), e);
        }
    }
}
