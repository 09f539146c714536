package systole.drivers.xrt;

import java.util.Optional;
import systole.contract.KernelArgument;

/**
 * Which card, and which of the compute units on it.
 *
 * @param bdf the card's place on the PCI bus as {@code 0000:65:00.1}; empty for the first card there is
 * @param unit the compute unit's name, as in {@code systole_2}; empty where the card has one only
 */
record CardPlace(Optional<String> bdf, Optional<String> unit) {
    /** The first card, with one compute unit. */
    static final CardPlace FIRST = new CardPlace(Optional.empty(), Optional.empty());

    private static final String UNIT_SEPARATOR = "/";

    /** Reads what users write: {@code BDF}, {@code BDF/UNIT}, {@code /UNIT}, or nothing. */
    static CardPlace of(Optional<String> text) {
        String[] parts = text.orElse("").split(UNIT_SEPARATOR, 2);
        return new CardPlace(given(parts[0]), parts.length == 1 ? Optional.empty() : given(parts[1]));
    }

    private static Optional<String> given(String part) {
        return Optional.of(part).filter(name -> !name.isEmpty());
    }

    /** The same compute unit of a card. */
    CardPlace on(Optional<String> card) {
        return new CardPlace(card, unit);
    }

    /** The kernel as the runtime names it. */
    String kernel() {
        return unit.map(name -> "%s:{%s}".formatted(KernelArgument.KERNEL, name)).orElse(KernelArgument.KERNEL);
    }
}
