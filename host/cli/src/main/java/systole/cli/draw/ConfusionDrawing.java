package systole.cli.draw;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import systole.nn.inside.ConfusionMatrix;

/**
 * A confusion matrix: a row for each class, a column for what it was taken for, the darker the more of the class.
 *
 * @param matrix what is drawn
 */
public record ConfusionDrawing(ConfusionMatrix matrix) implements Picture {
    private static final int LARGEST_CELL = 44;
    private static final int LARGEST_TABLE = 1200;
    /** Smaller cells have no room for numbers. */
    private static final int LEGIBLE = 22;
    private static final int MARGIN = 60;
    private static final Color RIGHT = new Color(0x0072B2);
    private static final Color WRONG = new Color(0xD55E00);

    private int cell() {
        return Math.clamp(LARGEST_TABLE / matrix.classes(), 1, LARGEST_CELL);
    }

    @Override
    public int width() {
        return MARGIN + cell() * matrix.classes() + MARGIN / 3;
    }

    @Override
    public int height() {
        return width();
    }

    @Override
    public void draw(Graphics2D graphics) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width(), height());
        graphics.setFont(Lettering.TEXT);
        for (int label = 0; label < matrix.classes(); label++) {
            for (int seen = 0; seen < matrix.classes(); seen++) {
                drawCell(graphics, label, seen);
            }
            if (cell() >= LEGIBLE) {
                graphics.setColor(Color.BLACK);
                centre(graphics, String.valueOf(label), MARGIN - 14, middle(label));
                centre(graphics, String.valueOf(label), middle(label), MARGIN - 14);
            }
        }
        graphics.setColor(Color.BLACK);
        graphics.drawRect(MARGIN, MARGIN, cell() * matrix.classes(), cell() * matrix.classes());
        graphics.drawString("taken for", MARGIN, 18);
        graphics.drawString("class", 8, MARGIN + 14);
    }

    private int middle(int index) {
        return MARGIN + index * cell() + cell() / 2;
    }

    private void drawCell(Graphics2D graphics, int label, int seen) {
        int count = matrix.counts().get(label).get(seen);
        if (count == 0) {
            return;
        }
        // The square root shows rare mistakes too.
        double share = Math.sqrt((double) count / matrix.images(label));
        graphics.setColor(faded(label == seen ? RIGHT : WRONG, share));
        graphics.fillRect(MARGIN + seen * cell(), MARGIN + label * cell(), cell(), cell());
        if (cell() >= LEGIBLE) {
            graphics.setColor(share > 0.6 ? Color.WHITE : Color.BLACK);
            centre(graphics, String.valueOf(count), middle(seen), middle(label));
        }
    }

    private static Color faded(Color full, double share) {
        return new Color(faded(full.getRed(), share), faded(full.getGreen(), share), faded(full.getBlue(), share));
    }

    private static int faded(int part, double share) {
        return (int) Math.round(255 - (255 - part) * share);
    }

    private static void centre(Graphics2D graphics, String text, int x, int y) {
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.drawString(text, x - metrics.stringWidth(text) / 2, y + metrics.getAscent() / 2 - 1);
    }
}
