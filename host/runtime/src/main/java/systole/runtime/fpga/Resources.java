package systole.runtime.fpga;

/**
 * Cells of a device.
 *
 * @param lut look-up tables, those that serve as memories and shift registers included
 * @param ff flip-flops
 * @param dsp multipliers
 * @param blockRam block memories: of 36 Kbit, two of half that size counting as one, on UltraScale+; of 4 Kbit on iCE40
 * @param ultraRam memories of 288 Kbit
 * @param latches level-sensitive memories, of which there should be none
 */
public record Resources(long lut, long ff, long dsp, double blockRam, long ultraRam, long latches) {
    /** None. */
    public static final Resources NONE = new Resources(0, 0, 0, 0, 0, 0);

    /** Both together. */
    public Resources plus(Resources other) {
        return new Resources(lut + other.lut, ff + other.ff, dsp + other.dsp, blockRam + other.blockRam, ultraRam + other.ultraRam,
                latches + other.latches);
    }

    /** Several times as many. */
    public Resources times(long copies) {
        return new Resources(lut * copies, ff * copies, dsp * copies, blockRam * copies, ultraRam * copies, latches * copies);
    }

    /** Whether the device has as many of each. */
    public boolean fits(Resources device) {
        return lut <= device.lut && ff <= device.ff && dsp <= device.dsp && blockRam <= device.blockRam && ultraRam <= device.ultraRam;
    }
}
