package systole.compiler;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import systole.compiler.timing.MemorySpeed;
import systole.compiler.timing.ProgramTimer;
import systole.compiler.timing.ProgramTiming;
import systole.contract.Configuration;
import systole.contract.Counter;
import systole.graph.Shape;
import systole.quant.QuantisedGraph;

/**
 * Prints how well each distinct convolution of four networks uses the array, alone and between two pointwise layers, and the same
 * for the networks as chains. Arguments: array size, memory latency, memory bytes a cycle.
 */
final class ConvolutionReport {
    private static final List<Counter> CAUSES = List.of(Counter.STALL_LOAD, Counter.STALL_WEIGHTS, Counter.STALL_STORE);

    private final Configuration configuration;
    private final MemorySpeed memory;

    private ConvolutionReport(int array, int latency, int bytesPerCycle) {
        configuration = Configuration.ofArray(array);
        memory = new MemorySpeed(latency, OptionalInt.of(bytesPerCycle));
    }

    public static void main(String[] arguments) {
        ConvolutionReport report = new ConvolutionReport(
                Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        NetworkConvolutions.all().forEach(report::layers);
        NetworkConvolutions.chains().forEach(report::chain);
    }

    private void layers(String network, List<NetworkConvolutions.Layer> layers) {
        double macs = 0;
        double cycles = 0;
        System.out.printf("%s%n%-36s %8s %8s | %10s %8s %8s %8s%n", network, "layer", "alone", "chained", "cycles",
                "load", "weights", "store");
        for (NetworkConvolutions.Layer layer : layers) {
            Program alone = compile(layer.addTo(maker(layer.input())).graph());
            double aloneUse = utilisation(macs(alone), cycles(alone));
            Program chain = compile(layer.chained());
            ProgramTiming timing = ProgramTimer.time(chain, memory);
            int index = layer.first() ? 0 : 1;
            long layerCycles = difference(timing, index, Counter.CYCLES);
            long layerMacs = chain.layers().get(index).macs();
            macs += (double) layer.count() * layerMacs;
            cycles += (double) layer.count() * layerCycles;
            System.out.printf("%-36s %7.1f%% %7.1f%% | %10d %8d %8d %8d%n", layer, 100 * aloneUse,
                    100 * utilisation(layerMacs, layerCycles), layerCycles, difference(timing, index, CAUSES.get(0)),
                    difference(timing, index, CAUSES.get(1)), difference(timing, index, CAUSES.get(2)));
        }
        System.out.printf("%-36s %17.2f%% | %10.0f%n%n", "all, as often as they occur", 100 * macs / cycles / configuration.macsPerCycle(), cycles);
    }

    private void chain(String network, QuantisedGraph graph) {
        long start = System.nanoTime();
        Program program = compile(graph);
        long compiled = System.nanoTime();
        ProgramTiming timing = ProgramTimer.time(program, memory);
        Map<Counter, Long> total = timing.total();
        System.out.printf("%-12s %.2f%%: %d cycles, stalled %d on load, %d on weights, %d on store; compiled in %.2f s, timed in %.2f s%n",
                network, 100 * utilisation(macs(program), total.get(Counter.CYCLES)), total.get(Counter.CYCLES),
                total.get(Counter.STALL_LOAD), total.get(Counter.STALL_WEIGHTS), total.get(Counter.STALL_STORE),
                (compiled - start) / 1e9, (System.nanoTime() - compiled) / 1e9);
        for (int i = 0; i < program.layers().size(); i++) {
            LayerPlan layer = program.layers().get(i);
            long cycles = difference(timing, i, Counter.CYCLES);
            int index = i;
            System.out.printf("  %-20s %7.1f%% %10d %s read %d written %d%n", layer.name(), 100 * utilisation(layer.macs(), cycles), cycles,
                    CAUSES.stream().map(cause -> difference(timing, index, cause)).toList(), layer.bytesRead(), layer.bytesWritten());
        }
    }

    private static long difference(ProgramTiming timing, int layer, Counter counter) {
        long before = layer == 0 ? 0 : timing.snapshots().get(layer - 1).get(counter);
        return timing.snapshots().get(layer).get(counter) - before;
    }

    private long cycles(Program program) {
        return ProgramTimer.time(program, memory).total().get(Counter.CYCLES);
    }

    private static long macs(Program program) {
        return program.layers().stream().mapToLong(LayerPlan::macs).sum();
    }

    private double utilisation(long macs, long cycles) {
        return (double) macs / cycles / configuration.macsPerCycle();
    }

    private Program compile(QuantisedGraph graph) {
        return Compiler.compile(graph, configuration, CompilerOptions.standard()).program();
    }

    private static GraphMaker maker(Shape input) {
        return new GraphMaker(new SplittableRandom(1), input);
    }
}
