package systole.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.TextTitle;
import org.jfree.data.category.DefaultCategoryDataset;
import systole.cli.draw.Lettering;
import systole.cli.draw.Picture;
import systole.runtime.report.Report;

/**
 * Where networks' cycles go: a chart for each, one below the other, with a bar for each layer.
 *
 * @param charts the networks'
 * @param heights of the charts, in pixels
 */
record LayerCharts(List<JFreeChart> charts, List<Integer> heights) implements Picture {
    private static final int WIDTH = 1200;
    private static final int FRAME_HEIGHT = 130;
    private static final int ROW_HEIGHT = 18;

    /** What a cycle is spent on; the colours can be told apart by everybody (Okabe and Ito, 2008). */
    private enum Use {
        BUSY("array busy", new Color(0x009E73), Report.Costs::arrayBusy),
        LOAD("stalled on load", new Color(0xE69F00), Report.Costs::stallLoad),
        WEIGHTS("stalled on weights", new Color(0xCC79A7), Report.Costs::stallWeights),
        STORE("stalled on store", new Color(0x56B4E9), Report.Costs::stallStore),
        REST("fill and drain", new Color(0x999999), Report.Costs::fillAndDrain);

        private final String label;
        private final Color colour;
        private final ToLongFunction<Report.Costs> cycles;

        Use(String label, Color colour, ToLongFunction<Report.Costs> cycles) {
            this.label = label;
            this.colour = colour;
            this.cycles = cycles;
        }
    }

    /** Throws {@link IllegalArgumentException} where a device without a clock made a report. */
    static LayerCharts of(List<Report> reports) {
        reports.stream().filter(report -> report.total().cycles() == null).findFirst().ifPresent(report -> {
            throw new IllegalArgumentException("device %s counts no cycles, so there is nothing to plot; choose another".formatted(report.device()));
        });
        return new LayerCharts(reports.stream().map(LayerCharts::chart).toList(),
                reports.stream().map(report -> FRAME_HEIGHT + ROW_HEIGHT * report.layers().size()).toList());
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return heights.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public void draw(Graphics2D graphics) {
        int top = 0;
        for (int i = 0; i < charts.size(); i++) {
            charts.get(i).draw(graphics, new Rectangle2D.Double(0, top, WIDTH, heights.get(i)));
            top += heights.get(i);
        }
    }

    private static JFreeChart chart(Report report) {
        JFreeChart chart = ChartFactory.createStackedBarChart(null, null, "cycles", dataset(report), PlotOrientation.HORIZONTAL, true, false, false);
        chart.setTitle(new TextTitle(title(report), Lettering.TITLE));
        chart.setBackgroundPaint(Color.WHITE);
        chart.getLegend().setItemFont(Lettering.TEXT);
        CategoryPlot plot = chart.getCategoryPlot();
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.setOutlineVisible(false);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setRenderer(renderer());
        plot.getDomainAxis().setTickLabelFont(Lettering.TEXT);
        plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(0.4f);
        plot.getDomainAxis().setLowerMargin(0);
        plot.getDomainAxis().setUpperMargin(0);
        plot.getDomainAxis().setCategoryMargin(0.25);
        plot.getRangeAxis().setTickLabelFont(Lettering.TEXT);
        plot.getRangeAxis().setLabelFont(Lettering.TEXT);
        return chart;
    }

    private static StackedBarRenderer renderer() {
        StackedBarRenderer renderer = new StackedBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        for (Use use : Use.values()) {
            renderer.setSeriesPaint(use.ordinal(), use.colour);
        }
        return renderer;
    }

    private static DefaultCategoryDataset dataset(Report report) {
        DefaultCategoryDataset dataset = new DefaultCategoryDataset();
        for (Report.Layer layer : report.layers()) {
            double share = 100.0 * layer.costs().cycles() / report.total().cycles();
            String row = String.format(Locale.ROOT, "%s   %.1f %%", layer.name(), share);
            for (Use use : Use.values()) {
                dataset.addValue(use.cycles.applyAsLong(layer.costs()), use.label, row);
            }
        }
        return dataset;
    }

    private static String title(Report report) {
        return String.format(Locale.ROOT, "%s on %s, %dx%d array, batch %d: %,d cycles, %.1f %% of the array's time is useful", report.model(),
                report.device(), report.array(), report.array(), report.batch(), report.total().cycles(), 100 * report.total().utilisation());
    }
}
