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
     * @param options {@link CompilerOptions#standard()} or {@link CompilerOptions#observing()}
     * @return the program; {@link ProgramValidator} accepts it
     * @throws CompileException where a layer cannot be lowered, or does not fit
     */
    public static Program compile(QuantisedGraph graph, Configuration configuration, CompilerOptions options) {
        try {
            return lower(graph, configuration, options);
        } catch (ArithmeticException e) {
            throw new CompileException("network %s has a tensor beyond 2 GiB: use a smaller input".formatted(graph.name()));
        }
    }

    private static Program lower(QuantisedGraph graph, Configuration configuration, CompilerOptions options) {
        List<ArrayLayer> layers = ArrayLayers.of(graph, configuration.memory().accumulatorBankRows());
        MemoryPlan plan = new MemoryPlan(layers, configuration, options);
        Compilation compilation = Compilation.begin(configuration, plan);
        List<LayerAccount> accounts = layers.stream().map(layer -> new LayerAccount(layer.name(), configuration)).toList();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            int index = i;
            steps.addAll(accounts.get(i).naming(() -> new LayerLowering(compilation, index, accounts.get(index)).steps()));
        }
        Dispatcher.dispatch(steps, compilation.emitter(), configuration.queueDepth());
        return new Program(
                graph.name(), configuration, compilation.emitter().descriptors(), compilation.constants().toByteArray(),
                plan.placeOf(graph.input()).inDevice().orElseThrow(), plan.placeOf(graph.output()).inDevice().orElseThrow(),
                plan.observables(), plan.workspaceBytes(), report(layers, accounts, plan));
    }

    private static List<LayerPlan> report(List<ArrayLayer> layers, List<LayerAccount> accounts, MemoryPlan plan) {
        List<LayerPlan> report = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            ArrayLayer layer = layers.get(i);
            LayerAccount account = accounts.get(i);
            report.add(new LayerPlan(layer.name(), layer.op(), layer.output().name(), layer.macs(), account.descriptors(),
                    account.bytesRead(), account.bytesWritten(), plan.snapshotOffset(i)));
        }
        return report;
    }
}
