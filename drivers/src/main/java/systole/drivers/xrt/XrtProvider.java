package systole.drivers.xrt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import systole.drivers.xrt.xclbin.XclbinHeader;
import systole.runtime.Device;
import systole.runtime.DeviceOptions;
import systole.runtime.DeviceProvider;
import systole.runtime.PluggedCard;
import systole.runtime.ProgressMonitor;

/** Finds the device by the name {@code xrt}. Nothing of the Xilinx Runtime is called before the environment is known to suit it. */
public final class XrtProvider implements DeviceProvider {
    private final Map<String, String> environment;
    private final Path bus;

    /** Looks for runtime and cards where this machine has them. */
    public XrtProvider() {
        this(System.getenv(), PluggedCards.BUS);
    }

    XrtProvider(Map<String, String> environment, Path bus) {
        this.environment = environment;
        this.bus = bus;
    }

    @Override
    public String name() {
        return XrtDevice.NAME;
    }

    @Override
    public String summary() {
        return XrtDevice.SUMMARY;
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public Optional<String> obstacle(DeviceOptions options) {
        try {
            suitable(options);
            return Optional.empty();
        } catch (XrtException | IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public List<PluggedCard> cards() {
        return PluggedCards.of(bus);
    }

    @Override
    public Device open(DeviceOptions options, ProgressMonitor monitor) {
        try {
            Suitable suitable = suitable(options);
            suitable.installation.load();
            try (ProgressMonitor.Task _ = monitor.begin("configuring the card", 1)) {
                return new XrtDevice(suitable.place, suitable.xclbin, options);
            }
        } catch (IOException e) {
            throw new XrtException(e.getMessage(), e);
        }
    }

    /** A runtime, a card and a file for it; the first card in an emulation. */
    private record Suitable(XrtInstallation installation, CardPlace place, Path xclbin) {
    }

    private Suitable suitable(DeviceOptions options) throws IOException {
        XrtInstallation installation = XrtInstallation.of(environment);
        CardPlace place = CardPlace.of(options.card());
        boolean emulated = installation.mode() != EmulationMode.NONE;
        Optional<PluggedCard> card = emulated ? Optional.empty() : Optional.of(card(place.bdf()));
        Path xclbin = options.xclbin().orElseThrow(() -> new XrtException(
                "no xclbin is named; name the one for this card with --xclbin FILE or in SYSTOLE_XCLBIN"));
        requireMatch(xclbin, card);
        return new Suitable(installation, place.on(card.map(PluggedCard::bdf)), xclbin);
    }

    private PluggedCard card(Optional<String> place) {
        List<PluggedCard> cards = cards();
        if (cards.isEmpty()) {
            throw new XrtException("no card is plugged in, or its driver xocl is not loaded; --emulate does without");
        }
        String places = cards.stream().map(PluggedCard::bdf).collect(Collectors.joining(", "));
        PluggedCard card = cards.stream().filter(c -> place.map(c.bdf()::equals).orElse(c.ready())).findFirst()
                .orElseThrow(() -> new XrtException(place.map("there is no card at %s"::formatted).orElse("no card is ready")
                        + "; there are: " + places));
        if (!card.ready()) {
            throw new XrtException("card %s is not ready; see dmesg, or reset it: xbutil reset --device %s".formatted(card.bdf(), card.bdf()));
        }
        return card;
    }

    private static void requireMatch(Path xclbin, Optional<PluggedCard> card) throws IOException {
        XclbinHeader header = XclbinHeader.read(xclbin);
        if (header.forCards() != card.isPresent()) {
            throw new XrtException("%s is for %s, not for %s; choose another one".formatted(
                    xclbin, header.forCards() ? "cards" : "emulation", card.isPresent() ? "cards" : "emulation"));
        }
        card.map(PluggedCard::platform).filter(platform -> !platform.isEmpty() && !platform.equals(header.platform())).ifPresent(platform -> {
            throw new XrtException("%s is for platform %s, but card %s is a %s; build it for that one"
                    .formatted(xclbin, header.platform(), card.orElseThrow().bdf(), platform));
        });
    }
}
