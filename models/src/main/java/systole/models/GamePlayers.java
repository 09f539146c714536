package systole.models;

import systole.graph.Value;
import systole.graph.Window;

/** Networks that choose moves. */
final class GamePlayers {
    private static final int FILTERS = 192;

    private GamePlayers() {
    }

    /** DQN of Mnih et al., 2015: the value of each of an Atari console's 18 actions from four frames. */
    static Value deepQ(Value frames, NetworkSize size) {
        return frames.conv2d("conv1", size.channels(32), Window.square(8, 4, 0)).relu("relu1")
                .conv2d("conv2", size.channels(64), Window.square(4, 2, 0)).relu("relu2")
                .conv2d("conv3", size.channels(64), Window.square(3, 1, 0)).relu("relu3")
                .flatten("flatten").linear("fc4", size.channels(512)).relu("relu4").linear("fc5", size.classes());
    }

    /**
     * AlphaGo's policy network of Silver et al., 2016 ("Methods, neural network architecture"): the probability of a move to each point of the
     * board. conv13's bias is one for all points, where the paper has one for each.
     */
    static Value policy(Value board, NetworkSize size) {
        return trunk(board, size).conv2d("conv13", 1, Window.square(1, 1, 0)).flatten("flatten").softmax("softmax");
    }

    /** AlphaGo's value network, likewise: who will win, from -1 to 1. A plane more tells whose turn it is. */
    static Value value(Value board, NetworkSize size) {
        return trunk(board, size).conv2d("conv13", 1, Window.square(1, 1, 0)).flatten("flatten")
                .linear("fc14", size.channels(256)).relu("relu14").linear("fc15", 1).tanh("tanh");
    }

    /** Twelve convolutions that keep the board's size. */
    private static Value trunk(Value board, NetworkSize size) {
        Value x = board.conv2d("conv1", size.channels(FILTERS), Window.square(5, 1, 2)).relu("relu1");
        for (int layer = 2; layer <= 12; layer++) {
            x = x.conv2d("conv" + layer, size.channels(FILTERS), Window.square(3, 1, 1)).relu("relu" + layer);
        }
        return x;
    }
}
