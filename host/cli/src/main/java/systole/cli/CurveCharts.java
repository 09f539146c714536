package systole.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.TextTitle;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import systole.cli.draw.Lettering;
import systole.cli.draw.Picture;

/**
 * Learning curves, two charts in a row.
 *
 * @param charts in reading order
 */
record CurveCharts(List<JFreeChart> charts) implements Picture {
    private static final int CHART_WIDTH = 600;
    private static final int CHART_HEIGHT = 380;
    private static final int COLUMNS = 2;
    private static final double LARGE_RATIO = 10;
    /** Can be told apart by everybody (Okabe and Ito, 2008); then dashed. */
    private static final List<Color> COLOURS = List.of(new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7),
            new Color(0x000000), new Color(0x56B4E9), new Color(0xE69F00));
    private static final BasicStroke SOLID = new BasicStroke(2);
    private static final BasicStroke DASHED = new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0);

    static {
        // Turned text as text: JFreeChart would draw the letters' outlines.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    static CurveCharts of(List<Curves> curves) {
        return new CurveCharts(curves.stream().map(CurveCharts::chart).toList());
    }

    @Override
    public int width() {
        return CHART_WIDTH * Math.min(COLUMNS, charts.size());
    }

    @Override
    public int height() {
        return CHART_HEIGHT * Math.ceilDiv(charts.size(), COLUMNS);
    }

    @Override
    public void draw(Graphics2D graphics) {
        for (int i = 0; i < charts.size(); i++) {
            charts.get(i).draw(graphics,
                    new Rectangle2D.Double(i % COLUMNS * CHART_WIDTH, i / COLUMNS * CHART_HEIGHT, CHART_WIDTH, CHART_HEIGHT));
        }
    }

    private static JFreeChart chart(Curves curves) {
        JFreeChart chart = ChartFactory.createXYLineChart(null, "epoch", curves.measure(), lines(curves),
                PlotOrientation.VERTICAL, true, false, false);
        chart.setTitle(new TextTitle(curves.title(), Lettering.TITLE));
        chart.setBackgroundPaint(Color.WHITE);
        chart.getLegend().setItemFont(Lettering.TEXT);
        XYPlot plot = chart.getXYPlot();
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.setOutlineVisible(false);
        plot.setRenderer(renderer(curves.lines().size()));
        plot.getDomainAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        plot.getDomainAxis().setTickLabelFont(Lettering.TEXT);
        plot.getDomainAxis().setLabelFont(Lettering.TEXT);
        plot.setRangeAxis(rangeAxis(curves));
        plot.getRangeAxis().setTickLabelFont(Lettering.TEXT);
        plot.getRangeAxis().setLabelFont(Lettering.TEXT);
        return chart;
    }

    /** Logarithmic where values differ so much that the small ones could not be told apart. */
    private static ValueAxis rangeAxis(Curves curves) {
        DoubleSummaryStatistics values = curves.lines().values().stream().flatMap(List::stream).mapToDouble(Double::doubleValue).summaryStatistics();
        if (values.getMin() > 0 && values.getMax() > LARGE_RATIO * values.getMin()) {
            return new DecadeAxis(curves.measure());
        }
        NumberAxis axis = new NumberAxis(curves.measure());
        axis.setAutoRangeIncludesZero(false);
        return axis;
    }

    private static XYLineAndShapeRenderer renderer(int lines) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        for (int line = 0; line < lines; line++) {
            renderer.setSeriesPaint(line, COLOURS.get(line % COLOURS.size()));
            renderer.setSeriesStroke(line, line < COLOURS.size() ? SOLID : DASHED);
        }
        return renderer;
    }

    private static XYSeriesCollection lines(Curves curves) {
        XYSeriesCollection collection = new XYSeriesCollection();
        curves.lines().forEach((name, values) -> {
            XYSeries series = new XYSeries(name);
            for (int i = 0; i < values.size(); i++) {
                series.add(i + 1, values.get(i));
            }
            collection.addSeries(series);
        });
        return collection;
    }
}
