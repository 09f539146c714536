package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        TextTable table = new TextTable(4, 1);
        table.add("name", "cycles", "", "");
        table.add("a", "1", "22", "equal");
        table.add("total", "12,345,678");
        StringWriter printed = new StringWriter();
        table.print(new PrintWriter(printed));
        assertEquals(List.of("name       cycles", "a               1  22  equal", "total  12,345,678"), printed.toString().lines().toList());
    }
}
