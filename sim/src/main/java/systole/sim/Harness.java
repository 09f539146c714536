package systole.sim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The C++ around the Verilated kernel.
 *
 * @param files texts by file name
 */
record Harness(SortedMap<String, String> files) {
    private static final String RESOURCES = "cpp/";
    private static final List<String> UNITS = List.of("axi_memory", "burst", "control_port", "device_memory", "kernel",
            "read_channel", "systole_sim", "write_channel");
    private static final List<String> HEADERS_ONLY = List.of("backpressure", "bandwidth", "failure", "ring", "waves");
    private static final List<String> CARD = List.of("failure.h", "systole_sim.h", "xrt/card.cpp", "xrt/card.h", "xrt/driver_link.cpp",
            "xrt/driver_link.h", "xrt/message.cpp", "xrt/message.h", "xrt/unix_socket.cpp", "xrt/unix_socket.h", "xrt/xrt_device.cpp");

    /** The harness on the class path, with the waves that the variant wants. */
    static Harness of(Variant variant) {
        List<String> names = new ArrayList<>();
        UNITS.forEach(unit -> names.addAll(List.of(unit + ".h", unit + ".cpp")));
        HEADERS_ONLY.forEach(header -> names.add(header + ".h"));
        names.add(variant.wavesSource());
        return of(names);
    }

    /** The program around a simulator's library that the Xilinx Runtime's hardware emulation talks to. */
    static Harness ofEmulatedCard() {
        return of(CARD);
    }

    private static Harness of(List<String> names) {
        SortedMap<String, String> files = new TreeMap<>();
        names.forEach(name -> files.put(name, resource(name)));
        return new Harness(files);
    }

    /** The same with one file's text replaced or added. */
    Harness with(String name, String text) {
        SortedMap<String, String> changed = new TreeMap<>(files);
        changed.put(name, text);
        return new Harness(changed);
    }

    /** The names of the files to compile. */
    List<String> sources() {
        return files.keySet().stream().filter(name -> name.endsWith(".cpp")).toList();
    }

    void writeTo(Path directory) throws IOException {
        for (var file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    void addTo(Digest digest) {
        files.forEach(digest::text);
    }

    private static String resource(String name) {
        try (InputStream stream = Harness.class.getResourceAsStream(RESOURCES + name)) {
            if (stream == null) {
                throw new IllegalStateException("the simulator's jar lacks " + RESOURCES + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
