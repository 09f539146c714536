package systole.drivers.xrt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import systole.runtime.CompiledNetwork;
import systole.runtime.Device;
import systole.runtime.DeviceCheck;
import systole.runtime.DeviceDescription;
import systole.runtime.DeviceOptions;
import systole.runtime.LoadedNetwork;
import systole.runtime.SegmentedNetwork;

/** The hardware on an FPGA card, or in the Xilinx Runtime's emulation of one. */
public final class XrtDevice implements Device {
    static final String NAME = "xrt";
    static final String SUMMARY = "the hardware on an FPGA card, by the Xilinx Runtime";
    /** The slowest clock that a run's time limit allows for: cards are faster by far, emulations hardly slower. */
    private static final double SLOWEST_HERTZ = 1e6;

    private final CardPlace place;
    private final Path xclbin;
    private final DeviceDescription description;
    private final Duration timeLimit;
    private ConfiguredCard card;

    /**
     * Configures a card.
     *
     * @param place which one, and which compute unit
     * @throws XrtException where it cannot be opened, or is configured with something else than the options ask for
     */
    XrtDevice(CardPlace place, Path xclbin, DeviceOptions options) {
        this.place = place;
        this.xclbin = xclbin;
        description = new DeviceDescription(NAME, SUMMARY, options.configuration(), options.clockMegahertz());
        timeLimit = Duration.ofMillis((long) Math.ceil(options.cycleLimit() / SLOWEST_HERTZ * 1000));
        card = open();
    }

    private ConfiguredCard open() {
        ConfiguredCard opened = ConfiguredCard.open(place, xclbin);
        try {
            opened.requireContract(xclbin, description.configuration());
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public DeviceDescription description() {
        return description;
    }

    @Override
    public LoadedNetwork load(CompiledNetwork network) {
        return SegmentedNetwork.load(network, program -> new XrtProgram(this, program));
    }

    @Override
    public List<DeviceCheck> check() {
        return CardChecks.of(card());
    }

    /** The card, opened anew where it was abandoned. */
    ConfiguredCard card() {
        if (card == null) {
            card = open();
        }
        return card;
    }

    /** Closes the card after an error: that drops what it was doing, and the next use configures it again. */
    void abandonCard() {
        card.close();
        card = null;
    }

    /** How long a run may take. */
    Duration timeLimit() {
        return timeLimit;
    }

    @Override
    public void close() {
        if (card != null) {
            card.close();
        }
    }
}
