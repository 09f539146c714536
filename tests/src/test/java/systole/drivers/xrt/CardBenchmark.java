package systole.drivers.xrt;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import systole.compiler.Compiler;
import systole.compiler.CompilerOptions;
import systole.compiler.Program;
import systole.contract.Configuration;
import systole.drivers.xrt.xclbin.EmulatedCard;
import systole.models.Models;
import systole.models.TrainedModel;
import systole.models.data.DrawnDigits;
import systole.nn.Network;
import systole.quant.QuantisedGraph;
import systole.quant.Quantiser;

/** What the host adds to a card's work: LeNet-5 on the Xilinx Runtime's mode noop, which returns from every call at once. */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CardBenchmark {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Path LIBRARIES = Path.of("/usr/lib/x86_64-linux-gnu");

    private Path folder;
    private ConfiguredCard card;
    private DirectRun run;
    private byte[] input;
    private byte[] output;

    /** Places the network on a card that does nothing. */
    @Setup
    public void place() throws IOException {
        folder = Files.createTempDirectory("systole-noop-");
        Files.createSymbolicLink(folder.resolve("lib"), LIBRARIES);
        Map<String, String> environment = Map.of(XrtInstallation.ROOT, folder.toString(), EmulationMode.VARIABLE, EmulationMode.NOOP.word());
        // The runtime reads them by getenv, when it is called for the first time.
        Function variable = NativeLibrary.getInstance("c").getFunction("setenv");
        environment.forEach((name, value) -> variable.invokeInt(new Object[] {name, value, 1}));
        XrtInstallation.of(environment).load();
        Path xclbin = folder.resolve("card.xclbin");
        new EmulatedCard(0, 1 << 30).write(xclbin);
        card = ConfiguredCard.open(CardPlace.FIRST, xclbin);
        QuantisedGraph graph = lenet5();
        Program program = Compiler.compile(graph, Configuration.ofArray(16), CompilerOptions.standard()).program();
        run = new DirectRun(card.place(program).lane(0), program);
        input = new byte[graph.input().shape().size()];
        output = new byte[graph.output().shape().size()];
    }

    private static QuantisedGraph lenet5() {
        TrainedModel model = Models.trained("lenet5");
        Network network = new Network(model.graph(), model.parameters());
        List<float[]> digits = DrawnDigits.of(3, 2).images().stream().map(model::prepare).toList();
        return Quantiser.quantise(model.graph(), model.parameters().values(), digits, network::activations);
    }

    /** Takes it from the card. */
    @TearDown
    public void close() throws IOException {
        card.close();
        for (String file : List.of("lib", "card.xclbin")) {
            Files.delete(folder.resolve(file));
        }
        Files.delete(folder);
    }

    /** From values to values. */
    @Benchmark
    public boolean inference() {
        return run.execute(input, output, LIMIT);
    }
}
