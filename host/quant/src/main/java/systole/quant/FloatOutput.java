package systole.quant;

import java.util.Optional;

/**
 * How float32 sums become int8: quantised, clamped, then an optional lookup.
 *
 * @param quantisation of the sums
 * @param clampLow smallest result before the lookup; a ReLU is a clamp at the zero point
 * @param clampHigh largest result before the lookup
 * @param lookup 256 results by (unsigned byte) of the clamped value
 */
public record FloatOutput(Quantisation quantisation, int clampLow, int clampHigh, Optional<byte[]> lookup) {
    /** The result for one sum. */
    public byte apply(float sum) {
        byte clamped = (byte) Math.clamp(quantisation.quantise(sum), clampLow, clampHigh);
        return lookup.isPresent() ? lookup.get()[clamped & 0xFF] : clamped;
    }
}
