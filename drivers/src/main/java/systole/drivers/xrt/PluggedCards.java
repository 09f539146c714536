package systole.drivers.xrt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import systole.runtime.PluggedCard;

/**
 * Finds cards without calling the Xilinx Runtime, by the files of its kernel driver xocl in {@code /sys/bus/pci/devices}: of a
 * card's user function {@code user_pf}, {@code ready}, {@code xclbinuuid} and, in its part {@code rom.*}, {@code VBNV},
 * {@code ddr_bank_size} (in GB) and {@code ddr_bank_count_max}.
 */
final class PluggedCards {
    /** Where Linux lists what is on the PCI bus. */
    static final Path BUS = Path.of("/sys/bus/pci/devices");

    private static final int BYTES_PER_GIBIBYTE_LOG = 30;
    private static final String NO_UUID = "[0-]*";

    private PluggedCards() {
    }

    /** All cards of a bus, in the order of their places. */
    static List<PluggedCard> of(Path bus) {
        if (!Files.isDirectory(bus)) {
            return List.of();
        }
        List<PluggedCard> cards = new ArrayList<>();
        try (DirectoryStream<Path> functions = Files.newDirectoryStream(bus)) {
            for (Path function : functions) {
                if (Files.exists(function.resolve("user_pf"))) {
                    cards.add(card(function));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cards.sort(Comparator.comparing(PluggedCard::bdf));
        return cards;
    }

    private static PluggedCard card(Path function) throws IOException {
        Path rom = part(function, "rom").orElse(function.resolve("rom"));
        long banks = number(rom.resolve("ddr_bank_count_max"));
        long memory = (number(rom.resolve("ddr_bank_size")) * banks) << BYTES_PER_GIBIBYTE_LOG;
        Optional<String> xclbin = Optional.of(text(function.resolve("xclbinuuid"))).filter(uuid -> !uuid.matches(NO_UUID));
        boolean ready = number(function.resolve("ready")) != 0;
        return new PluggedCard(function.getFileName().toString(), text(rom.resolve("VBNV")), memory, xclbin, ready);
    }

    /** A part's folder is called by its kind and a number. */
    private static Optional<Path> part(Path function, String kind) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(function, kind + ".*")) {
            for (Path part : parts) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    /** A file's number, decimal or with 0x; 0 where there is none. */
    private static long number(Path file) {
        try {
            return Long.decode(text(file));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** A file's line; empty where it cannot be read, as the driver refuses while a card is reset. */
    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
