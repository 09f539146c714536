package systole.contract;

/**
 * The AXI4 master.
 *
 * @param bytes data width in bytes: a power of two from 8 to 64
 * @param burstBeats longest burst in beats: a power of two from 4 to 256
 * @param outstanding bursts in flight each way, 2 to 64: bytes x burstBeats x outstanding must cover latency x bandwidth
 */
public record BusConfiguration(int bytes, int burstBeats, int outstanding) {
    /** No burst crosses a multiple of this (AXI4, A3.4.1). */
    public static final int BOUNDARY_BYTES = 4096;

    public BusConfiguration {
        Check.powerOfTwo("bus bytes", bytes, 8, 64);
        Check.powerOfTwo("burst beats", burstBeats, 4, 256);
        Check.powerOfTwo("outstanding bursts", outstanding, 2, 64);
    }
}
