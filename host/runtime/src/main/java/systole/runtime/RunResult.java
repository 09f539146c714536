package systole.runtime;

import java.util.Map;
import java.util.Optional;

/**
 * What one run gave.
 *
 * @param output the quantised output in (image, channel, y, x) order
 * @param tensors the tensors that can be looked at, by name, in (image, channel, y, x) order: all of the graph's on the reference
 *     device; on the others what the host makes, and the programs' outputs and observables
 * @param timing what the counters say; empty on devices without a clock
 */
public record RunResult(byte[] output, Map<String, byte[]> tensors, Optional<Timing> timing) {
}
