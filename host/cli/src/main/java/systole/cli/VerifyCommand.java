package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.runtime.ProgressMonitor;
import systole.verify.Accelerator;
import systole.verify.Campaign;
import systole.verify.Case;
import systole.verify.CaseGenerator;
import systole.verify.CaseText;
import systole.verify.Failure;
import systole.verify.Finding;
import systole.verify.Verifier;

/** Tries random networks on devices until one differs from the reference. */
@Command(name = "verify",
        description = "Compare random networks on random memories with the reference, byte for byte, and shrink what fails.")
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--device", paramLabel = "NAME", split = ",", defaultValue = "model,sim",
            description = "Which devices, with commas between. Default: ${DEFAULT-VALUE}.")
    private List<String> devices;

    @ArgGroup
    private Source source = new Source();

    @Mixin
    private JsonArgument json;

    /** Where the cases come from. */
    private static final class Source {
        @ArgGroup(exclusive = false)
        private Drawn drawn = new Drawn();

        @Option(names = "--case", paramLabel = "TEXT", description = "Try this one case, as a failure printed it.")
        private Optional<String> text = Optional.empty();
    }

    /** Cases by chance. */
    private static final class Drawn {
        @Option(names = "--seed", paramLabel = "S", description = "Seed of the cases. Default: 1.")
        private long seed = 1;

        @Option(names = "--cases", paramLabel = "K", description = "How many cases. Default: 300.")
        private int cases = 300;

        @Option(names = "--array", paramLabel = "N",
                description = "Rows and columns of the array, a power of two from 4 to 64."
                        + " Default: 4, 8, 16 and the smallest accelerator by chance.")
        private Optional<Integer> array = Optional.empty();
    }

    @Override
    public Integer call() throws IOException {
        json.check();
        if (source.text.isPresent()) {
            Case only = CaseText.parse(source.text.get());
            return run("1 case", List.of(only.accelerator()), number -> only, 1);
        }
        Drawn drawn = source.drawn;
        if (drawn.cases < 1) {
            throw new IllegalArgumentException("--cases must be at least 1, not " + drawn.cases);
        }
        List<Accelerator> accelerators = drawn.array.map(Accelerator::standard).map(List::of).orElse(Accelerator.ALL);
        CaseGenerator generator = new CaseGenerator(accelerators, drawn.seed);
        return run("%,d cases of seed %d".formatted(drawn.cases, drawn.seed), accelerators, generator::at, drawn.cases);
    }

    private int run(String what, List<Accelerator> accelerators, IntFunction<Case> cases, int count) throws IOException {
        ProgressBars progress = new ProgressBars();
        Verifier.of(devices, progress).prepare(accelerators);
        Verifier verifier = Verifier.of(devices, ProgressMonitor.SILENT);
        PrintWriter out = spec.commandLine().getOut();
        Campaign campaign = Campaign.run(verifier, cases, count, progress);
        campaign.refusals().stream().findFirst().ifPresent(reason -> out.println("does not fit, for one: " + reason));
        Optional<Failure> failure = campaign.finding().map(finding -> {
            print(out, finding); // before it shrinks, which can take minutes and be interrupted
            return finding.shrunk(verifier, progress);
        });
        failure.ifPresent(smallest -> print(out, smallest));
        print(out, what, campaign);
        json.write(CampaignReport.of(devices, campaign, failure));
        return failure.isEmpty() ? ExitCode.OK : ExitCode.MISMATCH;
    }

    private void print(PrintWriter out, String what, Campaign campaign) {
        out.printf(Locale.ROOT, "%s on %s: %,d equal the reference in all %,d bytes of %,d tensors, %,d do not fit, %d failed; %.1f s%n",
                what, String.join(", ", devices), campaign.equal(), campaign.compared().bytes(), campaign.compared().tensors(),
                campaign.refusals().size(), campaign.finding().isPresent() ? 1 : 0, campaign.wall().toMillis() / 1e3);
        out.flush();
    }

    private static void print(PrintWriter out, Finding finding) {
        out.printf("found:    %s, %s: %s%n", finding.drawn(), finding.outcome().device(), finding.outcome().reason());
        out.flush();
    }

    private static void print(PrintWriter out, Failure failure) {
        out.printf("smallest: %s, after %,d attempts%n", failure.smallest(), failure.attempts());
        out.printf("mismatch: %s: %s%n", failure.outcome().device(), failure.outcome().reason());
        out.printf("again:    %s%n", failure.command());
    }
}
