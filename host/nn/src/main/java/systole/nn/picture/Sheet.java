package systole.nn.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Many pictures on one. */
public final class Sheet {
    private static final int GAP = 6;
    private static final int CAPTION_HEIGHT = 16;
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private Sheet() {
    }

    /**
     * A picture with a line below it.
     *
     * @param caption may be empty; cut off where the picture ends
     */
    public record Cell(BufferedImage picture, String caption) {
    }

    /** Pictures without captions, about as many rows as columns. */
    public static BufferedImage of(List<BufferedImage> pictures) {
        return of(pictures.stream().map(picture -> new Cell(picture, "")).toList(), (int) Math.ceil(Math.sqrt(pictures.size())));
    }

    /**
     * Rows of pictures, in cells as large as the largest of them.
     *
     * @param cells one or more
     * @param columns of a row, at least 1
     */
    public static BufferedImage of(List<Cell> cells, int columns) {
        int captionHeight = cells.stream().allMatch(cell -> cell.caption.isEmpty()) ? 0 : CAPTION_HEIGHT;
        int width = GAP + cells.stream().mapToInt(cell -> cell.picture.getWidth()).max().orElseThrow();
        int height = GAP + captionHeight + cells.stream().mapToInt(cell -> cell.picture.getHeight()).max().orElseThrow();
        BufferedImage sheet = new BufferedImage(GAP + width * Math.min(columns, cells.size()), GAP + height * Math.ceilDiv(cells.size(), columns),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setFont(TEXT);
        graphics.setColor(Color.BLACK);
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            int left = GAP + i % columns * width;
            int top = GAP + i / columns * height;
            graphics.drawImage(cell.picture, left, top, null);
            graphics.setClip(left, top, width - GAP, height);
            graphics.drawString(cell.caption, left, top + height - GAP - 4);
            graphics.setClip(null);
        }
        graphics.dispose();
        return sheet;
    }
}
