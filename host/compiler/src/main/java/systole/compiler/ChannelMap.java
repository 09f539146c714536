package systole.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which channel lies in which lane of which block. Channels come in segments, each of which begins with a block of its own and leaves
 * the last lanes of its last block unused: so tensors made by different layers become one by lying side by side.
 *
 * <p>A slot is block * lanes + lane.
 *
 * @param lanes slots of a block, N
 * @param segments channels of each segment, at least 1; only the last is no multiple of the lanes or is followed by a gap
 */
record ChannelMap(int lanes, List<Integer> segments) {
    /** Merges segments that leave no gap between them. */
    ChannelMap {
        List<Integer> merged = new ArrayList<>();
        for (int segment : segments) {
            if (!merged.isEmpty() && merged.getLast() % lanes == 0) {
                merged.set(merged.size() - 1, Math.addExact(merged.getLast(), segment));
            } else {
                merged.add(segment);
            }
        }
        segments = List.copyOf(merged);
    }

    /** Channels that fill slot after slot. */
    static ChannelMap dense(int lanes, int channels) {
        return new ChannelMap(lanes, List.of(channels));
    }

    /** The channels of maps that lie one behind the other. */
    static ChannelMap concatenation(int lanes, List<ChannelMap> parts) {
        return new ChannelMap(lanes, parts.stream().flatMap(part -> part.segments.stream()).toList());
    }

    int blocks() {
        return segments.stream().mapToInt(segment -> Math.ceilDiv(segment, lanes)).sum();
    }

    /** Whether no slot before the last channel's is unused. */
    boolean isDense() {
        return segments.size() == 1;
    }

    /** The slot of a channel. */
    int slotOf(int channel) {
        int slot = channel;
        int end = 0;
        for (int segment : segments) {
            end += segment;
            if (channel < end) {
                return slot;
            }
            slot += unused(segment);
        }
        throw new IndexOutOfBoundsException("channel %d of %d".formatted(channel, end));
    }

    /** The channel in a slot; -1 where the slot is unused. */
    int channelAt(int slot) {
        int firstChannel = 0;
        int position = slot;
        for (int segment : segments) {
            if (position < segment) {
                return firstChannel + position;
            }
            position -= segment + unused(segment);
            if (position < 0) {
                return -1;
            }
            firstChannel += segment;
        }
        return -1;
    }

    /** The slots of all channels. */
    int[] slots() {
        return IntStream.range(0, segments.stream().mapToInt(Integer::intValue).sum()).map(this::slotOf).toArray();
    }

    private int unused(int segment) {
        return -segment & (lanes - 1);
    }
}
