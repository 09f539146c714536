package systole.cli;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic vertical axis whose ticks are 1, 2 and 5 times powers of ten, as readers expect them. */
final class DecadeAxis extends LogAxis {
    private static final long serialVersionUID = 1L;
    private static final int[] STEPS = {1, 2, 5};

    DecadeAxis(String label) {
        super(label);
    }

    @Override
    protected List<NumberTick> refreshTicksVertical(Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
        return ticks(getRange().getLowerBound(), getRange().getUpperBound()).stream()
                .map(value -> new NumberTick(value, label(value), TextAnchor.CENTER_RIGHT, TextAnchor.CENTER_RIGHT, 0)).toList();
    }

    /** All of them between two positive numbers. */
    static List<Double> ticks(double lowest, double highest) {
        List<Double> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(lowest)); Math.pow(10, exponent) <= highest; exponent++) {
            for (int step : STEPS) {
                double value = step * Math.pow(10, exponent);
                if (value >= lowest && value <= highest) {
                    ticks.add(value);
                }
            }
        }
        return ticks;
    }

    private static String label(double value) {
        return new DecimalFormat("0.########", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
