package systole.onnx.operator;

/**
 * How a window walks along one axis: tap k of output o lies at o * stride + k * dilation - padBegin.
 *
 * @param extent of what it walks over
 * @param kernel taps
 * @param output places of the window
 */
public record WindowAxis(int extent, int kernel, int stride, int dilation, int padBegin, int padEnd, int output) {
    /** Elements that the dilated kernel spans. */
    public static long span(int kernel, int dilation) {
        return (kernel - 1L) * dilation + 1;
    }

    /** Where a tap lies; -1 for outside. */
    int position(int place, int tap) {
        long position = (long) place * stride + (long) tap * dilation - padBegin;
        return position < 0 || position >= extent ? -1 : (int) position;
    }

    /** The first tap that lies inside. */
    int firstTap(int place) {
        return Math.clamp(Math.ceilDiv(padBegin - (long) place * stride, dilation), 0, kernel);
    }

    /** The tap behind the last one that lies inside. */
    int endTap(int place) {
        return tapsBelow(place, extent);
    }

    /** Taps in the input and its padding: some of a last window lie beyond both where the number of places was rounded up. */
    int paddedTaps(int place) {
        return tapsBelow(place, (long) extent + padEnd);
    }

    private int tapsBelow(int place, long end) {
        return Math.clamp(Math.ceilDiv(end + padBegin - (long) place * stride, dilation), 0, kernel);
    }
}
