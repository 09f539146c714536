package systole.cli;

import java.util.List;
import java.util.Map;

/**
 * Lines over epochs.
 *
 * @param title what they compare
 * @param measure what they show
 * @param lines a value for each epoch from 1 on, by the line's name
 */
record Curves(String title, String measure, Map<String, List<Double>> lines) {
}
