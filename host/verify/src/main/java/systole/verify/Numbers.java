package systole.verify;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Smaller numbers to try in place of one. */
final class Numbers {
    private Numbers() {
    }

    /** The smallest, halfway there, and the next smaller: none where the value is the smallest. */
    static IntStream below(int value, int smallest) {
        return IntStream.of(smallest, smallest + (value - smallest) / 2, value - 1)
                .filter(number -> number >= smallest && number < value).distinct();
    }

    /** Rows of numbers in which one is smaller. */
    static Stream<int[]> below(int[] values, int[] smallest) {
        return IntStream.range(0, values.length).boxed().flatMap(i -> below(values[i], smallest[i]).mapToObj(number -> {
            int[] smaller = values.clone();
            smaller[i] = number;
            return smaller;
        }));
    }
}
