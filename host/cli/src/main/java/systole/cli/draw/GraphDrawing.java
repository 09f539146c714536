package systole.cli.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import systole.graph.Graph;
import systole.graph.Operator;
import systole.graph.Summary;

/** A network from its input at the top down: a box for each layer, and lines for its tensors. */
public final class GraphDrawing implements Picture {
    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);
    private static final double LINE_HEIGHT = 15;
    private static final double PADDING = 8;
    private static final double ROW_GAP = 30;
    private static final double MARGIN = 20;
    private static final double TITLE_HEIGHT = 40;
    private static final double ARROW = 4;
    private static final Color LINE = new Color(0x555555);

    private final String title;
    private final LayeredLayout layout = new LayeredLayout();
    private final Map<String, Box> boxes;
    private final Map<String, List<String>> texts = new LinkedHashMap<>();
    private final double[] rowTops;
    private final double width;
    /** Where the layout's x begins. */
    private final double left;

    private GraphDrawing(Graph graph) {
        Summary summary = graph.summary();
        title = "%s: %s parameters, %s multiply-accumulates".formatted(graph.name(), short3(summary.parameters()), short3(summary.macs()));
        boxes = Box.of(graph);
        Map<String, Summary.Layer> layers = summary.layers().stream().collect(Collectors.toMap(Summary.Layer::name, layer -> layer));
        boxes.forEach((tensor, box) -> {
            texts.put(tensor, text(box, layers));
            layout.add(tensor, boxWidth(texts.get(tensor)), box.inputs());
        });
        double arranged = layout.arrange();
        width = 2 * MARGIN + Math.max(arranged, Lettering.TITLE.getStringBounds(title, METRICS).getWidth());
        left = (width - arranged) / 2;
        rowTops = rowTops();
    }

    /** A graph's; nodes that work element by element are lines in the box of what they read. */
    public static GraphDrawing of(Graph graph) {
        return new GraphDrawing(graph);
    }

    private static List<String> text(Box box, Map<String, Summary.Layer> layers) {
        List<String> text = new ArrayList<>(List.of(box.name()));
        text.addAll(box.operations());
        Summary.Layer last = layers.get(box.nodes().getLast().name());
        text.add("%s, sees %s".formatted(last.output(), last.receptiveField()));
        long parameters = box.nodes().stream().mapToLong(node -> layers.get(node.name()).parameters()).sum();
        long macs = box.nodes().stream().mapToLong(node -> layers.get(node.name()).macs()).sum();
        if (parameters > 0) {
            text.add("%s parameters, %s MACs".formatted(short3(parameters), short3(macs)));
        }
        return text;
    }

    /** Three digits and a unit, as {@code 25.6M}. */
    private static String short3(long number) {
        if (number < 1000) {
            return String.valueOf(number);
        }
        String units = "KMGT";
        double scaled = number;
        int unit = -1;
        while (scaled >= 999.5 && unit < units.length() - 1) {
            scaled /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, scaled < 9.995 ? "%.2f%c" : scaled < 99.95 ? "%.1f%c" : "%.0f%c", scaled, units.charAt(unit));
    }

    private static double boxWidth(List<String> text) {
        return 2 * PADDING + text.stream().mapToDouble(line -> Lettering.NAME.getStringBounds(line, METRICS).getWidth()).max().orElseThrow();
    }

    private double[] rowTops() {
        double[] heights = new double[layout.rowCount()];
        texts.forEach((tensor, text) -> {
            int row = layout.place(tensor).row();
            heights[row] = Math.max(heights[row], boxHeight(text));
        });
        double[] tops = new double[heights.length + 1];
        tops[0] = MARGIN + TITLE_HEIGHT;
        for (int row = 0; row < heights.length; row++) {
            tops[row + 1] = tops[row] + heights[row] + ROW_GAP;
        }
        return tops;
    }

    private static double boxHeight(List<String> text) {
        return text.size() * LINE_HEIGHT + PADDING;
    }

    @Override
    public int width() {
        return (int) Math.ceil(width);
    }

    @Override
    public int height() {
        return (int) Math.ceil(rowTops[rowTops.length - 1] - ROW_GAP + MARGIN);
    }

    @Override
    public void draw(Graphics2D graphics) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width(), height());
        graphics.setColor(Color.BLACK);
        graphics.setFont(Lettering.TITLE);
        graphics.drawString(title, (float) MARGIN, (float) (MARGIN + Lettering.TITLE.getSize()));
        graphics.setStroke(new BasicStroke(1.2f));
        boxes.keySet().forEach(tensor -> layout.edgesInto(tensor).forEach(way -> drawEdge(graphics, way)));
        boxes.forEach((tensor, box) -> drawBox(graphics, tensor, box));
    }

    /** From the foot of a box, past others, to the head of one. */
    private void drawEdge(Graphics2D graphics, List<LayeredLayout.Place> way) {
        Path2D line = new Path2D.Double();
        double x = left + way.getFirst().x();
        double y = rowTops[way.getFirst().row()];
        line.moveTo(x, y);
        for (LayeredLayout.Place place : way.subList(1, way.size())) {
            double nextX = left + place.x();
            double top = rowTops[place.row()];
            double foot = top - ROW_GAP;
            line.lineTo(x, foot);
            line.curveTo(x, foot + ROW_GAP * 0.7, nextX, foot + ROW_GAP * 0.3, nextX, top);
            x = nextX;
        }
        double end = rowTops[way.getLast().row()];
        graphics.setColor(LINE);
        graphics.draw(line);
        Path2D head = new Path2D.Double();
        head.moveTo(x, end);
        head.lineTo(x - ARROW, end - 2 * ARROW);
        head.lineTo(x + ARROW, end - 2 * ARROW);
        head.closePath();
        graphics.fill(head);
    }

    private void drawBox(Graphics2D graphics, String tensor, Box box) {
        List<String> text = texts.get(tensor);
        double boxWidth = boxWidth(text);
        double boxLeft = left + layout.place(tensor).x() - boxWidth / 2;
        double top = rowTops[layout.place(tensor).row()];
        RoundRectangle2D shape = new RoundRectangle2D.Double(boxLeft, top, boxWidth, boxHeight(text), 8, 8);
        graphics.setColor(colour(box.operator()));
        graphics.fill(shape);
        graphics.setColor(LINE);
        graphics.draw(shape);
        graphics.setColor(Color.BLACK);
        for (int line = 0; line < text.size(); line++) {
            graphics.setFont(line == 0 ? Lettering.NAME : Lettering.TEXT);
            graphics.drawString(text.get(line), (float) (boxLeft + PADDING), (float) (top + LINE_HEIGHT * (line + 1)));
        }
    }

    /** Pale ones of Okabe and Ito's, which everybody can tell apart. */
    private static Color colour(Operator operator) {
        return switch (operator) {
            case Operator.Conv2d _, Operator.ConvTranspose2d _ -> new Color(0xD5E8F5);
            case Operator.Linear _, Operator.MatMul _ -> new Color(0xFBE3C8);
            case Operator.MaxPool _, Operator.AveragePool _, Operator.AdaptiveMaxPool _, Operator.AdaptiveAveragePool _ -> new Color(0xD3EDE2);
            case Operator.Add _, Operator.Concat _ -> new Color(0xF4E0EC);
            default -> new Color(0xF2F2F2);
        };
    }
}
