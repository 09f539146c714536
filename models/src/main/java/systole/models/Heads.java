package systole.models;

import systole.graph.Value;

/** What several networks end in. */
final class Heads {
    private static final float DROPOUT = 0.5f;

    private Heads() {
    }

    /** Three fully-connected layers with dropout, and the classes' probabilities, as AlexNet brought them up. */
    static Value fullyConnected(Value x, NetworkSize size, int sixth, int seventh) {
        return x.flatten("flatten")
                .linear("fc6", size.channels(sixth)).relu("relu6").dropout("drop6", DROPOUT)
                .linear("fc7", size.channels(seventh)).relu("relu7").dropout("drop7", DROPOUT)
                .linear("fc8", size.classes()).softmax("softmax");
    }

    /** The mean of each channel, one layer, and the classes' probabilities. */
    static Value pooled(Value x, NetworkSize size) {
        return x.globalAveragePool("avgpool").flatten("flatten").linear("fc", size.classes()).softmax("softmax");
    }
}
