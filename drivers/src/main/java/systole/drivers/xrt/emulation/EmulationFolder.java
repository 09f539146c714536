package systole.drivers.xrt.emulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import systole.drivers.xrt.XrtInstallation;
import systole.drivers.xrt.xclbin.EmulatedCard;
import systole.runtime.MemoryTiming;

/**
 * The files of one emulation, deleted when it is closed. The Xilinx Runtime makes its sockets in {@code /tmp/$USER}: the folder
 * is made there, and its name serves as the user's.
 */
final class EmulationFolder implements AutoCloseable {
    /** Where the card's memory begins: above 32 bits, so that whoever loses high bits is caught. */
    private static final EmulatedCard CARD = new EmulatedCard(1L << 32, 1L << 32);
    private static final Path PARENT = Path.of("/tmp");
    /**
     * Debian's build of 2.13 keeps a pointer to a message's buffer that the first larger message moves. This entry is a part of the very first
     * message, and longer than all that follow, which {@code packet_size} bounds.
     */
    private static final int PADDING = 70_000;
    private static final int PACKET_BYTES = 65_536;

    private final Path folder;

    private EmulationFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the files.
     *
     * @param libraries the folder of the runtime's libraries
     * @param program stands for the card
     */
    static EmulationFolder create(Path libraries, Path program, MemoryTiming timing) throws IOException {
        EmulationFolder created = new EmulationFolder(Files.createTempDirectory(PARENT, "systole-xrt-"));
        try {
            created.write(libraries, program, timing);
            return created;
        } catch (IOException | RuntimeException e) {
            created.close();
            throw e;
        }
    }

    private void write(Path libraries, Path program, MemoryTiming timing) throws IOException {
        Files.createSymbolicLink(folder.resolve("lib"), libraries);
        Files.writeString(folder.resolve("emconfig.json"), """
                {"Version":{"FileVersion":"2.0","ToolVersion":"2022.1"},"Platform":{"Boards":[{"NumBoards":"1","Devices":[
                {"Name":"%s","HalMajorVersion":"2","HalMinorVersion":"0","DdrBanks":[{"Size":"4GB"}]}]}]}}
                """.formatted(EmulatedCard.PLATFORM));
        Files.writeString(settings(), """
                [Emulation]
                sim_dir=%s
                system_dpa=false
                packet_size=%d
                zz_pad=%s
                [Runtime]
                rw_shared=true
                """.formatted(folder, PACKET_BYTES, "A".repeat(PADDING)));
        CARD.write(xclbin());
        Path script = Files.writeString(folder.resolve("launch_hw_emu.sh"), """
                #!/bin/sh
                cd '%s' || exit 1
                rm -f card.status
                '%s' %s 2>card.log
                echo $? >card.status
                """.formatted(folder, program, String.join(" ", options(timing))));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /** The fields of systole_sim_options, in order. */
    private static List<String> options(MemoryTiming timing) {
        Stream<Object> values = Stream.of(CARD.memoryBase(), CARD.memoryBytes(), timing.latency(), timing.latency(),
                timing.bytesPerCycle().orElse(0), timing.stallProbability(), timing.seed());
        return values.map(Object::toString).toList();
    }

    /**
     * The program in a folder of its own: the runtime leaves a log where the running program is. A JDK's program looks for its libraries
     * beside that folder.
     */
    Path copied(Path program) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("program/bin")).resolve(program.getFileName());
        Files.copy(program, copy, StandardCopyOption.COPY_ATTRIBUTES);
        Files.createSymbolicLink(folder.resolve("program/lib"), program.toRealPath().resolve("../../lib").normalize());
        return copy;
    }

    private Path settings() {
        return folder.resolve("xrt.ini");
    }

    private Path xclbin() {
        return folder.resolve("systole.xclbin");
    }

    /** What the process that uses the card must have in its environment. */
    Map<String, String> environment(Path signalChaining) {
        Map<String, String> variables = new HashMap<>();
        variables.put(XrtInstallation.ROOT, folder.toString());
        variables.put("XCL_EMULATION_MODE", "hw_emu");
        variables.put("XRT_INI_PATH", settings().toString());
        variables.put("SDACCEL_EM_RUN_DIR", folder.toString());
        variables.put("EMCONFIG_PATH", folder.toString());
        variables.put("USER", folder.getFileName().toString());
        variables.put("LD_PRELOAD", signalChaining.toString());
        variables.put("SYSTOLE_XCLBIN", xclbin().toString());
        return variables;
    }

    /** The card's exit status, once its process has ended; none again when another card is opened. */
    Optional<String> status() throws IOException {
        Path status = folder.resolve("card.status");
        return Files.exists(status) ? Optional.of(Files.readString(status).strip()).filter(text -> !text.isEmpty()) : Optional.empty();
    }

    /** The last line that the card's process wrote on standard error. */
    String lastWords() throws IOException {
        Path log = folder.resolve("card.log");
        return Files.exists(log) ? Files.readAllLines(log).stream().collect(Collectors.reducing("", (_, last) -> last)) : "";
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
