package systole.nn.inside;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;
import systole.graph.InputArea;
import systole.graph.Shape;
import systole.nn.Dataset;
import systole.nn.Network;

/**
 * What a layer's channels look for: for each, the places in a data set's images where it is most active, at most one an image (Zeiler and
 * Fergus, 2013, section 4).
 *
 * @param node whose channels
 * @param channels the patches of each, the most active first
 */
public record TopPatches(String node, List<List<Patch>> channels) {
    private static final Comparator<Patch> WEAKEST_FIRST =
            Comparator.comparingDouble(Patch::activation).thenComparing(Patch::image, Comparator.reverseOrder());

    public TopPatches {
        channels = channels.stream().map(List::copyOf).toList();
    }

    /**
     * A part of an image.
     *
     * @param image its index
     * @param activation what the channel makes of it
     * @param area pixels that the channel sees there, padding left out
     */
    public record Patch(int image, float activation, InputArea area) {
    }

    /** Where in an image; of equal activations the first in row-major order. */
    private record Peak(int place, float activation) {
        static Peak of(float[] values, int from, int area) {
            int best = from;
            for (int i = from + 1; i < from + area; i++) {
                best = values[i] > values[best] ? i : best;
            }
            return new Peak(best - from, values[best]);
        }
    }

    /**
     * Looks through a whole data set.
     *
     * @param count patches of a channel, or fewer where there are fewer images
     * @param progress hears how many images are done
     */
    public static TopPatches of(Network network, String node, Dataset data, int count, IntConsumer progress) {
        Shape output = network.graph().node(node).output();
        int area = output.size() / output.channels();
        List<PriorityQueue<Patch>> best = new ArrayList<>();
        for (int channel = 0; channel < output.channels(); channel++) {
            best.add(new PriorityQueue<>(WEAKEST_FIRST));
        }
        network.forEach(data, node, (image, values) -> {
            for (int channel = 0; channel < output.channels(); channel++) {
                keep(best.get(channel), count, network, node, image, Peak.of(values, channel * area, area));
            }
            progress.accept(image + 1);
        });
        return new TopPatches(node, best.stream().map(patches -> patches.stream().sorted(WEAKEST_FIRST.reversed()).toList()).toList());
    }

    private static void keep(PriorityQueue<Patch> best, int count, Network network, String node, int image, Peak peak) {
        if (best.size() == count && !(peak.activation > best.element().activation)) {
            return;
        }
        Shape output = network.graph().node(node).output();
        InputArea area = InputArea.of(network.graph(), node, peak.place / output.width(), peak.place % output.width());
        best.add(new Patch(image, peak.activation, area.within(network.graph().input().output())));
        if (best.size() > count) {
            best.remove();
        }
    }
}
