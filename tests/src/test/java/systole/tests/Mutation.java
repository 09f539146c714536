package systole.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import systole.contract.Configuration;
import systole.sim.Accelerator;
import systole.sim.BuildListener;
import systole.sim.Hardware;
import systole.sim.SimulatorBuilder;
import systole.sim.Toolchain;
import systole.sim.Variant;

/** One deliberate fault in the kernel's SystemVerilog: the text that a pattern finds is replaced, wherever it stands in its file. */
enum Mutation {
    REQUANTISER_ROUNDS_HALVES_UP("Requantiser.sv", "(\\[23\\]\\s*& \\(\\(\\|\\((\\w+)\\[22:0\\]\\)\\)) \\| \\2\\[24\\]\\)", "$1 | 1'h1)"),
    ARRAY_TAKES_AN_ACTIVATION_AS_UNSIGNED("SystolicArray.sv", "\\{56\\{io_activations\\[15\\]\\}\\}", "{56{1'h0}}"),
    PADDING_READS_ZERO("ExecuteEngine.sv", "padding \\? \\{4\\{zeroPoint\\}\\}", "padding ? 32'h0"),
    POOL_STARTS_FROM_ZERO_IN_A_LANE("WindowMaximum.sv", "(before_2 = io_tap_bits_firstOfColumn \\?) 8'h80", "$1 8'h0");

    private final String file;
    private final Pattern pattern;
    private final String replacement;

    Mutation(String file, String pattern, String replacement) {
        this.file = file;
        this.pattern = Pattern.compile(pattern);
        this.replacement = replacement;
    }

    /** The library of a simulator with this fault. Kept under target/, far from the sound ones. */
    Path library(Configuration configuration) {
        Hardware sound = Accelerator.hardware();
        List<Path> sources = new ArrayList<>(sound.sources());
        sources.add(thisClass());
        Hardware faulty = new Hardware((elaborated, directory) -> {
            sound.elaborator().systemVerilog(elaborated, directory);
            mutate(directory.resolve(file));
        }, sources);
        Path cache = Path.of("target", "mutations", name());
        return new SimulatorBuilder(faulty, cache, Toolchain.ofPath()).build(configuration, Variant.FAST, BuildListener.silent());
    }

    private void mutate(Path verilog) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(verilog));
            if (!matcher.find()) {
                throw new AssertionError("%s has nothing that matches %s any more: adapt the mutation %s".formatted(verilog, pattern, this));
            }
            Files.writeString(verilog, matcher.replaceAll(replacement));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path thisClass() {
        try {
            return Path.of(Mutation.class.getResource("Mutation.class").toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
