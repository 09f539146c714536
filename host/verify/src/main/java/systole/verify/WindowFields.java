package systole.verify;

import java.util.stream.IntStream;
import systole.graph.Window;

/** A window as a row of numbers, for what is done to each alike. */
final class WindowFields {
    /** Beyond any descriptor field's use, and far from where products of numbers overflow. */
    private static final int LARGEST = 256;
    private static final Window SIMPLEST = Window.square(1, 1, 0);

    private WindowFields() {
    }

    /** Its numbers in the order of {@link Window}'s components. */
    static int[] of(Window w) {
        return new int[] {w.kernelHeight(), w.kernelWidth(), w.strideY(), w.strideX(),
            w.padTop(), w.padLeft(), w.padBottom(), w.padRight(), w.dilationY(), w.dilationX()};
    }

    /** What each number is at least. */
    static int[] smallest() {
        return of(SIMPLEST);
    }

    /** The window of such a row. */
    static Window window(int[] f) {
        return new Window(f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9]);
    }

    /** Elements of its kernel. */
    static int taps(Window window) {
        return window.kernelHeight() * window.kernelWidth();
    }

    /** Throws {@link IllegalArgumentException} where a number is beyond 256. */
    static void requireSmall(Window window) {
        if (IntStream.of(of(window)).max().orElseThrow() > LARGEST) {
            throw new IllegalArgumentException("a case's window must have no number beyond %d: %s".formatted(LARGEST, window));
        }
    }
}
