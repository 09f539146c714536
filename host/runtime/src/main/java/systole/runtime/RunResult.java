package systole.runtime;

import java.util.Map;
import java.util.Optional;

/**
 * What one run gave.
 *
 * @param output the quantised output in (channel, y, x) order
 * @param tensors the tensors that can be looked at, by name, in (channel, y, x) order: all of the graph's on the reference
 *     device, the program's observables on the others
 * @param timing what the counters say; empty on devices without a clock
 */
public record RunResult(byte[] output, Map<String, byte[]> tensors, Optional<Timing> timing) {
}
