package systole.drivers.xrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every state of a machine in which the runtime's first call would end the JVM. */
class XrtInstallationTest {
    @TempDir
    private Path root;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void install() throws IOException {
        Files.createDirectory(root.resolve("lib"));
        for (String library : new String[] {"core", "coreutil", "noop", "hwemu", "swemu"}) {
            Files.writeString(library(library), "no library");
        }
        environment.put("XILINX_XRT", root.toString());
    }

    @Test
    void acceptsACardAndNoop() {
        assertEquals(EmulationMode.NONE, XrtInstallation.of(environment).mode());
        environment.put("XCL_EMULATION_MODE", "");
        assertEquals(EmulationMode.NONE, XrtInstallation.of(environment).mode());
        environment.put("XCL_EMULATION_MODE", "noop");
        assertEquals(EmulationMode.NOOP, XrtInstallation.of(environment).mode());
    }

    @Test
    void refusesAMachineWithoutRuntime() {
        environment.remove("XILINX_XRT");
        assertRefused("XILINX_XRT is not set");
        environment.put("XILINX_XRT", "");
        assertRefused("XILINX_XRT is not set");
    }

    @Test
    void refusesARootThatIsNone() {
        environment.put("XILINX_XRT", "/nowhere");
        assertRefused("XILINX_XRT is /nowhere, but there is no /nowhere/lib/libxrt_core.so.2");
    }

    @Test
    void refusesHalfAnInstallation() throws IOException {
        Files.delete(library("coreutil"));
        assertRefused("lacks libxrt_coreutil.so.2");
        Files.writeString(library("coreutil"), "no library");
        Files.delete(library("noop"));
        environment.put("XCL_EMULATION_MODE", "noop");
        assertRefused("lacks libxrt_noop.so.2");
        environment.remove("XCL_EMULATION_MODE");
        Files.delete(library("core"));
        assertRefused("there is no " + library("core"));
    }

    @Test
    void refusesModesThatEndTheProcess() {
        environment.put("XCL_EMULATION_MODE", "hardware");
        assertRefused("XCL_EMULATION_MODE is hardware, which ends the Xilinx Runtime; unset it for a card (the words it knows are noop, hw_emu, sw_emu)");
        environment.put("XCL_EMULATION_MODE", "sw_emu");
        assertRefused("XCL_EMULATION_MODE is sw_emu");
        environment.put("XCL_EMULATION_MODE", "hw_emu");
        assertRefused("without libjsig.so in LD_PRELOAD");
        environment.put("LD_PRELOAD", "/somewhere/libjsig.so");
        assertEquals(EmulationMode.HARDWARE, XrtInstallation.of(environment).mode());
    }

    @Test
    void refusesFilesThatAreNoLibraries() {
        String message = assertThrows(XrtException.class, () -> XrtInstallation.of(environment).load()).getMessage();
        assertTrue(message.startsWith("the Xilinx Runtime in %s cannot be loaded: ".formatted(root.resolve("lib"))), message);
        assertOneLine(message);
    }

    private void assertRefused(String part) {
        String message = assertThrows(XrtException.class, () -> XrtInstallation.of(environment)).getMessage();
        assertTrue(message.contains(part), message);
        assertOneLine(message);
    }

    private static void assertOneLine(String message) {
        assertFalse(message.contains("\n"), message);
    }

    private Path library(String name) {
        return root.resolve("lib").resolve("libxrt_%s.so.2".formatted(name));
    }
}
