package systole.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text in columns as wide as they need: those of words begin at their left, those of numbers end at their right. */
final class TextTable {
    private static final String GAP = "  ";

    private final int columns;
    private final int words;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param columns of every row
     * @param words how many of them, from the first on, hold words; the last column does too
     */
    TextTable(int columns, int words) {
        this.columns = columns;
        this.words = words;
    }

    /** Adds a row; cells that it lacks stay empty. */
    void add(String... cells) {
        List<String> row = new ArrayList<>(List.of(cells));
        while (row.size() < columns) {
            row.add("");
        }
        rows.add(row);
    }

    void print(PrintWriter out) {
        int[] widths = IntStream.range(0, columns).map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String cell = row.get(column);
                String space = " ".repeat(widths[column] - cell.length());
                line.append(column == 0 ? "" : GAP).append(column < words || column == columns - 1 ? cell + space : space + cell);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
