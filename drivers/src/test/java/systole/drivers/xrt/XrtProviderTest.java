package systole.drivers.xrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.drivers.xrt.xclbin.EmulatedCard;
import systole.runtime.DeviceOptions;
import systole.runtime.PluggedCard;

/** Which cards and files go together, on a machine that is made of files. */
class XrtProviderTest {
    private static final String FIRST = "0000:3b:00.1";
    private static final String SECOND = "0000:65:00.1";
    private static final int MODE_AT = 332;
    private static final int PLATFORM_AT = 352;

    @TempDir
    private Path machine;

    private final Map<String, String> environment = new HashMap<>();
    private Path bus;
    private Path xclbin;

    @BeforeEach
    void plugCards() throws IOException {
        Path libraries = Files.createDirectories(machine.resolve("xrt/lib"));
        for (String library : new String[] {"core", "coreutil", "noop"}) {
            Files.writeString(libraries.resolve("libxrt_%s.so.2".formatted(library)), "");
        }
        environment.put("XILINX_XRT", machine.resolve("xrt").toString());
        bus = Files.createDirectory(machine.resolve("bus"));
        plug(SECOND, "xilinx_u250_gen3x16", true, "");
        plug(FIRST, "xilinx_u50_gen3x16", false, "1f2e3d4c-0000-0000-0000-000000000001\n");
        Files.createDirectory(bus.resolve("0000:00:01.0"));
        xclbin = linkedFor("xilinx_u250_gen3x16");
    }

    @Test
    void cardsAreListedByPlace() {
        assertEquals(List.of(
                new PluggedCard(FIRST, "xilinx_u50_gen3x16", 4L << 34, Optional.of("1f2e3d4c-0000-0000-0000-000000000001"), false),
                new PluggedCard(SECOND, "xilinx_u250_gen3x16", 4L << 34, Optional.empty(), true)), PluggedCards.of(bus));
        assertEquals(List.of(), PluggedCards.of(machine.resolve("absent")));
    }

    @Test
    void aReadyCardAndAFileForItAreUsable() {
        assertEquals(Optional.empty(), obstacle(options(xclbin)));
        assertEquals(Optional.empty(), obstacle(options(xclbin).withCard(Optional.of(SECOND))));
        assertEquals(Optional.empty(), obstacle(options(xclbin).withCard(Optional.of(SECOND + "/systole_2"))));
    }

    @Test
    void cardsThatCannotBeUsedAreNamed() throws IOException {
        assertObstacle(options(xclbin).withCard(Optional.of("0000:99:00.1")), "no card at 0000:99:00.1; there are: %s, %s".formatted(FIRST, SECOND));
        assertObstacle(options(xclbin).withCard(Optional.of(FIRST)), "card %s is not ready".formatted(FIRST));
        Files.writeString(bus.resolve(SECOND).resolve("ready"), "0x0\n");
        assertObstacle(options(xclbin), "no card is ready");
        bus = Files.createDirectory(machine.resolve("empty"));
        assertObstacle(options(xclbin), "no card is plugged in");
    }

    @Test
    void filesThatDoNotFitAreNamed() throws IOException {
        assertObstacle(DeviceOptions.ofArray(16), "no xclbin is named");
        assertObstacle(options(linkedFor("xilinx_u50_gen3x16")), "is for platform xilinx_u50_gen3x16, but card %s is a xilinx_u250_gen3x16".formatted(SECOND));
        Path emulated = machine.resolve("emulated.xclbin");
        new EmulatedCard(0, 1 << 20).write(emulated);
        assertObstacle(options(emulated), "is for emulation, not for cards");
        assertObstacle(options(Files.writeString(machine.resolve("text"), "xclbin2")), "is no xclbin");
        assertObstacle(options(machine.resolve("absent")), "absent");
        environment.put("XCL_EMULATION_MODE", "noop");
        assertObstacle(options(xclbin), "is for cards, not for emulation");
        assertEquals(Optional.empty(), obstacle(options(emulated)));
    }

    private Optional<String> obstacle(DeviceOptions options) {
        return new XrtProvider(environment, bus).obstacle(options);
    }

    private void assertObstacle(DeviceOptions options, String part) {
        String obstacle = obstacle(options).orElse("");
        assertTrue(obstacle.contains(part), obstacle);
    }

    private static DeviceOptions options(Path xclbin) {
        return DeviceOptions.ofArray(16).withXclbin(Optional.of(xclbin));
    }

    private void plug(String bdf, String platform, boolean ready, String xclbin) throws IOException {
        Path rom = Files.createDirectories(bus.resolve(bdf).resolve("rom.u.2097152"));
        Files.writeString(rom.resolve("VBNV"), platform + "\n");
        Files.writeString(rom.resolve("ddr_bank_size"), "16\n");
        Files.writeString(rom.resolve("ddr_bank_count_max"), "4\n");
        Files.writeString(bus.resolve(bdf).resolve("user_pf"), "");
        Files.writeString(bus.resolve(bdf).resolve("ready"), ready ? "0x1\n" : "0x0\n");
        Files.writeString(bus.resolve(bdf).resolve("xclbinuuid"), xclbin);
    }

    /** An emulated card's file with another mode and platform. */
    private Path linkedFor(String platform) throws IOException {
        Path file = machine.resolve(platform + ".xclbin");
        new EmulatedCard(0, 1 << 20).write(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[MODE_AT] = 0;
        byte[] name = (platform + "\0").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, bytes, PLATFORM_AT, name.length);
        return Files.write(file, bytes);
    }
}
