package systole.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import systole.contract.KernelArgument;
import systole.contract.Register;
import systole.runtime.fpga.Platform;

/** Runs the packaging script under plain Tcl and looks at what it would have told Vivado. */
class PackagingTclTest {
    private static final Pattern REGISTER = Pattern.compile("ipx::add_register (\\w+) ipx::add_address_block#\\d+");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void tellsVivadoOfPortsRegistersAndTheKernel(Platform platform) throws Exception {
        List<String> commands = commands(platform);
        assertTrue(commands.getFirst().matches("create_project -force kernel .*/vivado -part " + platform.part()), commands.getFirst());
        assertTrue(commands.contains("add_files -norecurse " + folder.toRealPath().resolve("rtl/top.sv")), commands::toString);
        String kernel = commands.stream().filter(command -> command.startsWith("set_property sdx_kernel true ")).findFirst().orElseThrow();
        String core = kernel.split(" ")[3];
        assertTrue(core.startsWith("ipx::current_core#"), core);
        for (String port : List.of("m_axi_gmem", "s_axi_control")) {
            assertEquals(1, commands.stream().filter(("ipx::associate_bus_interfaces -busif " + port + " -clock ap_clk " + core)::equals).count());
        }
        assertTrue(commands.contains("set_property sdx_kernel_type rtl " + core));
        assertTrue(commands.indexOf("ipx::check_integrity -kernel " + core) < commands.indexOf("ipx::save_core " + core));
        assertTrue(commands.getLast().matches("package_xo -force -xo_path out.xo -kernel_name systole -ip_directory .*/ip -kernel_xml .*/kernel.xml"),
                commands.getLast());
    }

    @Test
    void registersAreThoseOfTheContract() throws Exception {
        List<String> commands = commands(Platform.ZCU104);
        List<String> names = commands.stream().map(REGISTER::matcher).filter(Matcher::matches).map(matcher -> matcher.group(1)).toList();
        assertEquals(List.of("CTRL", "GIER", "IP_IER", "IP_ISR",
                "program", "constants", "workspace", "input", "output", "descriptors", "watchdog"), names);
        List<Integer> offsets = commands.stream().filter(command -> command.startsWith("set_property address_offset"))
                .map(command -> Integer.decode(command.split(" ")[2])).toList();
        assertEquals(names.size(), offsets.size());
        offsets.forEach(offset -> assertTrue(Register.at(offset).isPresent(), () -> "no register is at " + offset));
        assertEquals(KernelArgument.WATCHDOG.register().offset(), offsets.getLast());
        assertEquals(5, commands.stream().filter(command -> command.startsWith("ipx::add_register_parameter ASSOCIATED_BUSIF")).count());
    }

    private List<String> commands(Platform platform) throws IOException, InterruptedException {
        assumeTrue(Programs.installed("tclsh"), "skipped: tclsh is not installed");
        Files.createDirectories(folder.resolve("rtl"));
        Files.writeString(folder.resolve("rtl/top.sv"), "");
        Path script = Files.writeString(folder.resolve("package.tcl"), PackagingTcl.of(platform));
        Path recorder = Path.of("src", "test", "tcl", "record.tcl").toAbsolutePath();
        return Programs.run(folder, "tclsh", recorder.toString(), script.toRealPath().toString(), "out.xo").lines().toList();
    }
}
