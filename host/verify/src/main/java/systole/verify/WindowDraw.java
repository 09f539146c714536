package systole.verify;

import java.util.function.Supplier;
import systole.graph.Shape;
import systole.graph.Window;

/** Windows by chance that fit a map: any mix of kernel, stride, padding and dilation, big kernels among them. */
record WindowDraw(Chance chance, Shape map) {
    private static final int BIG_KERNEL = 11;

    /** For convolutions and average pools. */
    Window any() {
        return fitting(() -> {
            int largest = chance.onceIn(6) ? BIG_KERNEL : 4;
            return new Window(chance.between(1, largest), chance.between(1, largest), stride(), stride(),
                    chance.between(0, 2), chance.between(0, 2), chance.between(0, 2), chance.between(0, 2),
                    chance.oneOf(1, 1, 2), chance.oneOf(1, 1, 1, 2, 3));
        });
    }

    /** For transposed convolutions: every padding leaves something of the map. */
    Window transposed() {
        int height = chance.between(1, 5);
        int width = chance.between(1, 5);
        return new Window(height, width, chance.between(1, 3), chance.between(1, 3), chance.between(0, (height - 1) / 2),
                chance.between(0, (width - 1) / 2), chance.between(0, (height - 1) / 2), chance.between(0, (width - 1) / 2),
                chance.oneOf(1, 1, 1, 2), chance.oneOf(1, 1, 1, 2));
    }

    /** For maximum pools: seldom dilation, which the host takes over, and padding smaller than the kernel. */
    Window pool() {
        return fitting(() -> {
            int height = chance.between(1, 4);
            int width = chance.onceIn(3) ? chance.between(1, 4) : height;
            return new Window(height, width, stride(), stride(), below(height), below(width), below(height), below(width),
                    chance.onceIn(12) ? 2 : 1, 1);
        });
    }

    private Window fitting(Supplier<Window> draw) {
        while (true) {
            Window window = draw.get();
            if (window.outputHeight(map.height()) > 0 && window.outputWidth(map.width()) > 0) {
                return window;
            }
        }
    }

    private int stride() {
        return chance.oneOf(1, 1, 1, 2, 2, 3, 5);
    }

    private int below(int kernel) {
        return chance.onceIn(2) ? 0 : chance.between(0, kernel - 1);
    }
}
