package systole.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.TextTitle;
import org.jfree.data.category.DefaultCategoryDataset;
import systole.cli.draw.Lettering;
import systole.cli.draw.Picture;
import systole.quant.QuantisationReport;

/**
 * A quantised network's ratios of signal to noise as bars, layer by layer.
 *
 * @param chart all of it
 * @param height in pixels
 */
record NoiseChart(JFreeChart chart, int height) implements Picture {
    private static final int WIDTH = 900;
    private static final int FRAME_HEIGHT = 110;
    private static final int ROW_HEIGHT = 30;

    static NoiseChart of(QuantisationReport report) {
        DefaultCategoryDataset dataset = new DefaultCategoryDataset();
        for (QuantisationReport.Layer layer : report.layers()) {
            dataset.addValue(layer.alone(), "this layer alone in int8", layer.name());
            dataset.addValue(layer.signal(), "all layers up to it in int8", layer.name());
        }
        JFreeChart chart = ChartFactory.createBarChart(null, null, "signal to noise, dB", dataset, PlotOrientation.HORIZONTAL, true, false, false);
        String title = String.format(Locale.ROOT, "%s in int8: %.1f dB at the output", report.model(), report.output());
        chart.setTitle(new TextTitle(title, Lettering.TITLE));
        chart.setBackgroundPaint(Color.WHITE);
        chart.getLegend().setItemFont(Lettering.TEXT);
        style(chart.getCategoryPlot());
        return new NoiseChart(chart, FRAME_HEIGHT + ROW_HEIGHT * report.layers().size());
    }

    private static void style(CategoryPlot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.setOutlineVisible(false);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.getDomainAxis().setTickLabelFont(Lettering.TEXT);
        plot.getRangeAxis().setTickLabelFont(Lettering.TEXT);
        plot.getRangeAxis().setLabelFont(Lettering.TEXT);
        BarRenderer renderer = (BarRenderer) plot.getRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setSeriesPaint(0, new Color(0x0072B2));
        renderer.setSeriesPaint(1, new Color(0xD55E00));
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public void draw(Graphics2D graphics) {
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
    }
}
