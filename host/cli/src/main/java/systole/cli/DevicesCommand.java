package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import systole.runtime.DeviceOptions;
import systole.runtime.DeviceProvider;
import systole.runtime.Devices;

/** Lists the devices, and why one cannot be used. */
@Command(name = "devices", description = "List the devices and whether they can be used here.")
final class DevicesCommand implements Callable<Integer> {
    private static final DeviceOptions OPTIONS = DeviceOptions.ofArray(16);

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonArgument json;

    private record Row(String name, String summary, boolean usable, String obstacle) {
        Row(DeviceProvider provider) {
            this(provider.name(), provider.summary(), provider.obstacle(OPTIONS).isEmpty(), provider.obstacle(OPTIONS).orElse(""));
        }
    }

    @Override
    public Integer call() throws IOException {
        json.check();
        List<Row> rows = Devices.providers().stream().map(Row::new).toList();
        PrintWriter out = spec.commandLine().getOut();
        for (Row row : rows) {
            out.printf("%-10s %s%n", row.name, row.usable ? row.summary : "not usable: " + row.obstacle);
        }
        out.flush();
        json.write(rows);
        return ExitCode.OK;
    }
}
