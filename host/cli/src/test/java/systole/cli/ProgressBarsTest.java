package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import systole.runtime.ProgressMonitor.Task;

class ProgressBarsTest {
    private static final Pattern PERCENT = Pattern.compile(" (\\d+)% \\[");

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void tellsOfLongTasksOnceWhereThereIsNoTerminal() throws InterruptedException {
        ProgressBars bars = new ProgressBars(stream(), false);
        try (Task _ = bars.begin("short", 1)) {
            Thread.sleep(10);
        }
        try (Task outer = bars.begin("outer", 2)) {
            bars.part(1, () -> sleepIn(bars, "inner"));
            outer.advance(1);
        }
        assertEquals(List.of("outer ...", "inner ..."), text().lines().toList());
    }

    @Test
    void movesOneBarThroughNestedTasks() throws InterruptedException {
        ProgressBars bars = new ProgressBars(stream(), true);
        try (Task _ = bars.begin("whole", 10)) {
            Thread.sleep(1200);
            bars.part(4, () -> advance(bars, "first", 2));
            bars.part(6, () -> advance(bars, "second", 3));
        }
        List<Integer> percents = PERCENT.matcher(text()).results().map(MatchResult::group).map(match -> Integer.parseInt(match.replaceAll("\\D", ""))).distinct().toList();
        assertEquals(percents.stream().sorted().toList(), percents, "the bar never goes back");
        assertTrue(percents.containsAll(List.of(20, 40, 60, 80)), percents.toString());
        assertTrue(text().contains("whole"), text());
        assertTrue(text().contains("second 1 of 3"), text());
    }

    private static Void advance(ProgressBars bars, String name, int steps) {
        try (Task task = bars.begin(name, steps)) {
            for (int i = 0; i < steps; i++) {
                task.advance(1);
                Thread.sleep(500);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return null;
    }

    private static Void sleepIn(ProgressBars bars, String name) {
        try (Task _ = bars.begin(name, 1)) {
            Thread.sleep(1300);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return null;
    }

    private PrintStream stream() {
        return new PrintStream(shown, true, StandardCharsets.UTF_8);
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
