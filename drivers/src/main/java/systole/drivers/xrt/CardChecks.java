package systole.drivers.xrt;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import systole.contract.KernelArgument;
import systole.drivers.RegisterCheck;
import systole.runtime.DeviceCheck;

/** Tries a card's registers and its memory, as the host sees them. */
final class CardChecks {
    private static final int BYTES = 16 << 20;
    private static final long SEED = 1;
    private static final double NANOSECONDS = 1e9;

    private CardChecks() {
    }

    static List<DeviceCheck> of(ConfiguredCard card) {
        DeviceCheck registers = RegisterCheck.of(card.kernel());
        try (CardBuffer buffer = card.allocate(KernelArgument.CONSTANTS, BYTES)) {
            return List.of(registers, memory(buffer));
        }
    }

    /** Random bytes there, zeros over the host's image of them, and the random bytes back. */
    private static DeviceCheck memory(CardBuffer buffer) {
        byte[] written = new byte[BYTES];
        new Random(SEED).nextBytes(written);
        buffer.image().put(written);
        double down = seconds(() -> buffer.toCard(0, BYTES));
        buffer.image().put(new byte[BYTES]);
        double up = seconds(() -> buffer.fromCard(0, BYTES));
        int wrong = ByteBuffer.wrap(written).mismatch(buffer.image());
        if (wrong >= 0) {
            return new DeviceCheck("memory", false, "the byte at 0x%x differs from what was written".formatted(buffer.address() + wrong));
        }
        return new DeviceCheck("memory", true, "%d MiB kept; %.3f GB/s to the card, %.3f GB/s back"
                .formatted(BYTES >> 20, BYTES / down / 1e9, BYTES / up / 1e9));
    }

    private static double seconds(Runnable transfer) {
        long start = System.nanoTime();
        transfer.run();
        return (System.nanoTime() - start) / NANOSECONDS;
    }
}
