package systole.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
    private static final String HEADER = "model,device,array,batch,images,name,op,macs,cycles,utilisation,array_busy,stall_load,stall_store,"
            + "stall_weights,bytes_read,bytes_written";

    @TempDir
    private Path folder;

    @Test
    void writesARowForEachLayer() throws IOException {
        Report.Costs costs = new Report.Costs(10, 0.5, 6, 1, 2, 3, 4, 5);
        Path file = folder.resolve("layers.csv");
        CsvFile.write(file, List.of(report("net", new Report.Layer("conv1", "conv", 1280, costs), new Report.Layer("a,\"b\"", "linear", 7, costs)),
                report("other", new Report.Layer("fc", "linear", 7, costs))));
        assertEquals(List.of(HEADER, "net,sim,16,1,2,conv1,conv,1280,10,0.5,6,1,2,3,4,5", "net,sim,16,1,2,\"a,\"\"b\"\"\",linear,7,10,0.5,6,1,2,3,4,5",
                "other,sim,16,1,2,fc,linear,7,10,0.5,6,1,2,3,4,5"), Files.readAllLines(file));
    }

    @Test
    void leavesOutWhatIsNotKnown() throws IOException {
        Path file = folder.resolve("layers.csv");
        CsvFile.write(file, List.of(report("net", new Report.Layer("fc", "linear", 7, null))));
        assertEquals(List.of(HEADER, "net,sim,16,1,2,fc,linear,7,,,,,,,,"), Files.readAllLines(file));
    }

    @Test
    void aMissingFolderIsAnError() {
        assertThrows(IOException.class, () -> CsvFile.write(folder.resolve("no/x.csv"), List.of()));
    }

    private static Report report(String model, Report.Layer... layers) {
        Report.Share share = new Report.Share(7, null, null);
        return new Report(model, "sim", 16, 300, 1, 2, true, 0, new Report.Compilation(1, 1, 2, 4096, List.of()), List.of(layers), share, share, null, null,
                new Report.Reference(1, 1));
    }
}
