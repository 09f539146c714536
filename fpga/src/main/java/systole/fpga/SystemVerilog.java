package systole.fpga;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import systole.contract.Configuration;
import systole.files.WholeFile;
import systole.hw.top.Elaborate;
import systole.hw.top.Target;
import systole.runtime.fpga.Multiplication;

/** The accelerator's SystemVerilog for synthesis, memories included, in a folder of its own. */
final class SystemVerilog {
    private SystemVerilog() {
    }

    /** Elaborates the kernel into the folder, which is made where it is missing; SystemVerilog that lies there already is deleted. */
    static void write(Configuration configuration, Multiplication multiplication, Path folder) throws IOException {
        clear(folder);
        Elaborate.forSynthesis(configuration, target(multiplication), folder);
        addMemories(folder);
    }

    /** As {@link #write}, of the array in its self-test. */
    static void writeSelfTest(Configuration configuration, Path folder) throws IOException {
        clear(folder);
        Elaborate.selfTestForSynthesis(configuration, folder);
        addMemories(folder);
    }

    private static void clear(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path old : files.filter(file -> file.toString().endsWith(".sv")).toList()) {
                Files.delete(old);
            }
        }
    }

    private static void addMemories(Path folder) throws IOException {
        Path list = folder.resolve(Elaborate.MEMORIES());
        if (Files.exists(list)) {
            for (SynchronousMemory memory : SynchronousMemory.of(Files.readAllLines(list))) {
                text(folder.resolve(memory.name() + ".sv"), memory.verilog());
            }
            Files.delete(list);
        }
    }

    /** Writes a text file whole. */
    static void text(Path file, String text) throws IOException {
        WholeFile.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Target target(Multiplication multiplication) {
        return switch (multiplication) {
            case PACKED -> Target.FPGA_PACKED();
            case SEPARATE -> Target.FPGA_SEPARATE();
        };
    }
}
