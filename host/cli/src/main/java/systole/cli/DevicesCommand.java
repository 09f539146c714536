package systole.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import systole.runtime.DeviceOptions;
import systole.runtime.DeviceProvider;
import systole.runtime.Devices;
import systole.runtime.PluggedCard;

/** Lists the devices, and why one cannot be used. */
@Command(name = "devices", description = "List the devices and whether they can be used here.",
        footer = {"", "Examples:", "  systole devices", "  systole devices --xclbin systole.xclbin --json devices.json"})
final class DevicesCommand implements Callable<Integer> {
    /** Whether a device can be used does not depend on it. */
    private static final int ARRAY = 16;

    @Spec
    private CommandSpec spec;

    @Mixin
    private XclbinArgument xclbin;

    @Mixin
    private JsonArgument json;

    /** A device, or one card of several; texts are empty where there is nothing to say. */
    private record Row(int index, String name, String summary, boolean usable, String obstacle, String bdf, String platform,
            @JsonProperty("memory_bytes") long memoryBytes, String xclbin) {
        void addTo(TextTable table) {
            String memory = memoryBytes == 0 ? "" : "%d GiB".formatted(memoryBytes >> 30);
            table.add(Integer.toString(index), name, bdf, platform, memory, xclbin, usable ? "ready: " + summary : "not usable: " + obstacle);
        }
    }

    @Override
    public Integer call() throws IOException {
        json.check();
        List<Row> rows = rows();
        TextTable table = new TextTable(7, 7);
        table.add("index", "name", "BDF", "platform", "memory", "xclbin", "state");
        rows.forEach(row -> row.addTo(table));
        PrintWriter out = spec.commandLine().getOut();
        table.print(out);
        out.flush();
        json.write(rows);
        return ExitCode.OK;
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (DeviceProvider provider : Devices.providers()) {
            List<PluggedCard> cards = provider.cards();
            if (cards.isEmpty()) {
                Optional<String> obstacle = provider.obstacle(options());
                rows.add(new Row(rows.size(), provider.name(), provider.summary(), obstacle.isEmpty(), obstacle.orElse(""), "", "", 0, ""));
            }
            cards.forEach(card -> rows.add(row(rows.size(), provider, card)));
        }
        return rows;
    }

    private DeviceOptions options() {
        return DeviceOptions.ofArray(ARRAY).withXclbin(xclbin.file());
    }

    private Row row(int index, DeviceProvider provider, PluggedCard card) {
        Optional<String> obstacle = provider.obstacle(options().withCard(Optional.of(card.bdf())));
        return new Row(index, provider.name(), provider.summary(), obstacle.isEmpty(), obstacle.orElse(""), card.bdf(), card.platform(),
                card.memoryBytes(), card.xclbin().orElse(""));
    }
}
