package systole.compiler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Places blocks that live from one layer to another, first fit: two share addresses only where no layer needs both. */
final class LifetimeMemory {
    /** A block at [from, to) that lives in layers first to last. */
    private record Block(long from, long to, int first, int last) {
    }

    /** A free range. */
    record Gap(long from, long to) {
        long size() {
            return to - from;
        }
    }

    private final long capacity;
    private final List<Block> blocks = new ArrayList<>();

    LifetimeMemory(long capacity) {
        this.capacity = capacity;
    }

    /** Gaps, in address order, that are free in all layers from first to last; the last one ends at the capacity. */
    List<Gap> gaps(int first, int last) {
        List<Gap> gaps = new ArrayList<>();
        long end = 0;
        for (Block block : blocks) {
            if (block.first <= last && first <= block.last) {
                if (block.from > end) {
                    gaps.add(new Gap(end, block.from));
                }
                end = Math.max(end, block.to);
            }
        }
        if (end < capacity) {
            gaps.add(new Gap(end, capacity));
        }
        return gaps;
    }

    /** The largest range that is free in one layer. */
    Gap largestGap(int layer) {
        return gaps(layer, layer).stream().max(Comparator.comparingLong(Gap::size)).orElse(new Gap(0, 0));
    }

    /** Whether a block at that address would leave, in each of its layers, a gap of so many. */
    boolean leaves(long gap, long from, long size, int first, int last) {
        LifetimeMemory trial = new LifetimeMemory(capacity);
        trial.blocks.addAll(blocks);
        trial.place(from, size, first, last);
        return IntStream.rangeClosed(first, last).allMatch(layer -> trial.largestGap(layer).size() >= gap);
    }

    /** The lowest address where that many fit in all layers from first to last; -1 where there is none. */
    long find(long size, int first, int last) {
        return gaps(first, last).stream().filter(gap -> gap.size() >= size).mapToLong(Gap::from).findFirst().orElse(-1);
    }

    void place(long from, long size, int first, int last) {
        blocks.add(new Block(from, from + size, first, last));
        blocks.sort(Comparator.comparingLong(Block::from));
    }

    /** The address behind the highest block ever placed. */
    long used() {
        return blocks.stream().mapToLong(Block::to).max().orElse(0);
    }
}
