package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NetworkSizeTest {
    private final NetworkSize published = new NetworkSize(224, 1, 1000);

    @Test
    void scalesChannelsToTheNearestWholeGroup() {
        assertEquals(64, published.channels(64));
        assertEquals(21, published.withWidth(0.33).channels(64));
        assertEquals(1, published.withWidth(1e-9).channels(64));
        assertEquals(32, published.withWidth(0.33).channels(128, 32));
        assertEquals(4, published.withWidth(1e-9).channels(128, 4));
        assertEquals(1024, published.withWidth(16).channels(64));
    }

    @Test
    void namesWhatIsOutOfRange() {
        assertRefused("a network's input size must be from 1 to 4096, not 0", () -> published.withInput(0));
        assertRefused("a network's input size must be from 1 to 4096, not 4097", () -> published.withInput(4097));
        assertRefused("a network's width must be above 0 and at most 16, not 0.0", () -> published.withWidth(0));
        assertRefused("a network's width must be above 0 and at most 16, not NaN", () -> published.withWidth(Double.NaN));
        assertRefused("a network's width must be above 0 and at most 16, not Infinity", () -> published.withWidth(Double.POSITIVE_INFINITY));
        assertRefused("a network's classes must be from 1 to 100000, not -1", () -> published.withClasses(-1));
    }

    private static void assertRefused(String message, Runnable change) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, change::run).getMessage());
    }
}
