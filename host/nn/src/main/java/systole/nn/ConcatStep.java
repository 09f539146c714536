package systole.nn;

import java.util.List;

/** Inputs one after the other along the channels, where each but the last fills its blocks. */
record ConcatStep(List<BlockedTensor> inputs, BlockedTensor output) implements Step {
    ConcatStep {
        inputs = List.copyOf(inputs);
    }

    @Override
    public void run(Workers workers) {
        int block = 0;
        for (BlockedTensor input : inputs) {
            for (int i = 0; i < input.map().blocks(); i++, block++) {
                copy(input, i, block);
            }
        }
    }

    private void copy(BlockedTensor input, int from, int to) {
        BlockedMap map = input.map();
        for (int y = 0; y < map.height(); y++) {
            System.arraycopy(input.values(), map.at(from, y, 0), output.values(), output.map().at(to, y, 0), map.width() * BlockedMap.BLOCK);
        }
    }
}
