package systole.quant;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import systole.graph.Divisor;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Window;

/**
 * An average pool.
 *
 * @param window what walks over the map, where all divisors are its taps
 * @param areas what each output pixel sums
 * @param divisors by output pixel
 */
record Mean(Optional<Window> window, Areas areas, int[] divisors) {
    static Mean of(Operator.AveragePool pool, Shape input) {
        Window window = pool.rounding().applied(pool.window(), input);
        Areas areas = Areas.onInput(window, input);
        int[] divisors = (pool.divisor() == Divisor.INPUT ? areas : Areas.onPadded(window, input, pool.window())).counts();
        boolean even = Arrays.stream(divisors).allMatch(divisor -> divisor == window.kernelHeight() * window.kernelWidth());
        return new Mean(Optional.of(window).filter(_ -> even), areas, divisors);
    }

    static Mean of(Operator.AdaptiveAveragePool pool, Shape input) {
        Areas areas = Areas.sharing(input, Shape.map(input.channels(), pool.height(), pool.width()));
        return new Mean(areas.window(), areas, areas.counts());
    }

    /** Its int8 form on a map of that many channels. */
    QuantisedOperator quantised(Fusion fusion, int channels, float inputScale) {
        return window.<QuantisedOperator>map(even -> new QuantisedOperator.AveragePool(
                        even, requantisation(fusion, inputScale, IntStream.range(0, channels).map(_ -> divisors[0]).toArray())))
                .orElseGet(() -> new QuantisedOperator.AreaAveragePool(
                        areas.rows(), areas.columns(), requantisation(fusion, inputScale, divisors)));
    }

    private static Requantisation requantisation(Fusion fusion, float inputScale, int[] divisors) {
        float[] scales = new float[divisors.length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = inputScale / (fusion.before().scale() * divisors[i]);
        }
        return fusion.requantisation(new int[scales.length], scales);
    }
}
