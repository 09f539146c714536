package systole.cli;

import java.util.Optional;

/**
 * A device as users name it.
 *
 * @param kind the name of its kind, as in {@code xrt}
 * @param card which of several of that kind, as in {@code 0000:65:00.1}; empty for whichever comes first
 */
record DeviceName(String kind, Optional<String> card) {
    private static final String CARD_SEPARATOR = ":";

    /** Reads {@code KIND} or {@code KIND:CARD}. */
    static DeviceName of(String text) {
        String[] parts = text.split(CARD_SEPARATOR, 2);
        return new DeviceName(parts[0], parts.length == 1 ? Optional.empty() : Optional.of(parts[1]));
    }
}
