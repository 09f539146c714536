package systole.compiler;

import java.util.ArrayList;
import java.util.List;
import systole.contract.Configuration;
import systole.quant.QuantisedGraph;

/** Lowers quantised graphs to programs. */
public final class Compiler {
    private Compiler() {
    }

    /**
     * Lowers a graph for one accelerator.
     *
     * @param graph any graph of {@link systole.quant.QuantisedOperator}s
     * @param configuration the accelerator
     * @param options {@link CompilerOptions#standard()} or {@link CompilerOptions#observing()}, for one image or a batch
     * @return the network's segments; {@link ProgramValidator} accepts their programs
     * @throws CompileException where a layer cannot be lowered, or does not fit
     */
    public static NetworkProgram compile(QuantisedGraph graph, Configuration configuration, CompilerOptions options) {
        try {
            List<Segment> segments = Segmenter.parts(graph).stream().<Segment>map(part -> switch (part) {
                case Segmenter.Part.Array(ArraySegment segment) -> new Segment.ArrayProgram(lower(segment, configuration, options));
                case Segmenter.Part.Host(Segment.HostNode node) -> node;
            }).toList();
            return new NetworkProgram(graph.name(), configuration, options.images(), segments);
        } catch (ArithmeticException e) {
            throw new CompileException("network %s has a tensor beyond 2 GiB: use a smaller input or a smaller batch".formatted(graph.name()));
        }
    }

    private static Program lower(ArraySegment segment, Configuration configuration, CompilerOptions options) {
        List<ArrayLayer> fused = ArrayLayers.of(segment, configuration.memory().accumulatorBankRows());
        Concatenations.Result lowered = Concatenations.of(segment, fused, configuration.array().size()).stacking(options.images());
        List<ArrayLayer> layers = lowered.layers();
        MemoryPlan plan = new MemoryPlan(segment, lowered, configuration, options);
        Compilation compilation = Compilation.begin(configuration, plan);
        List<LayerAccount> accounts = layers.stream().map(layer -> new LayerAccount(layer.name(), configuration)).toList();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            int index = i;
            steps.addAll(accounts.get(i).naming(() -> new LayerLowering(compilation, index, accounts.get(index)).steps()));
        }
        Dispatcher.dispatch(steps, compilation.emitter(), configuration.queueDepth());
        return new Program(
                segment.name(), configuration, compilation.emitter().descriptors(), compilation.constants().toByteArray(),
                plan.inputs(), plan.outputs(), plan.observables(), plan.workspaceBytes(), plan.outputBytes(),
                report(layers, accounts, plan));
    }

    private static List<LayerPlan> report(List<ArrayLayer> layers, List<LayerAccount> accounts, MemoryPlan plan) {
        List<LayerPlan> report = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            ArrayLayer layer = layers.get(i);
            LayerAccount account = accounts.get(i);
            report.add(new LayerPlan(layer.name(), layer.op(), layer.output(), layer.macs() * plan.images(), account.descriptors(),
                    account.bytesRead(), account.bytesWritten(), plan.snapshotOffset(i)));
        }
        return report;
    }
}
