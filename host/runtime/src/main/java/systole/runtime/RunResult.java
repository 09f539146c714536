package systole.runtime;

import java.util.Map;
import java.util.Optional;

/**
 * What one run gave.
 *
 * @param output the quantised output in (channel, y, x) order
 * @param tensors the program's observables by tensor name, in (channel, y, x) order; the output is always among them
 * @param timing what the counters say; empty on devices without a clock
 */
public record RunResult(byte[] output, Map<String, byte[]> tensors, Optional<Timing> timing) {
}
