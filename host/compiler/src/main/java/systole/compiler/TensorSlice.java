package systole.compiler;

/**
 * A tensor's part of a storage.
 *
 * @param storage name of the storage: of the concatenation that all of it makes up, or of the tensor itself
 * @param firstBlock the storage's block that the tensor begins with
 * @param channels where the tensor's channels lie from there on
 */
record TensorSlice(String storage, int firstBlock, ChannelMap channels) {
    static TensorSlice whole(String tensor, ChannelMap channels) {
        return new TensorSlice(tensor, 0, channels);
    }

    int endBlock() {
        return firstBlock + channels.blocks();
    }
}
