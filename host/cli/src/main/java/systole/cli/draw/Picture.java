package systole.cli.draw;

import java.awt.Graphics2D;

/** Something that is drawn into a file; sizes are pixels. */
public interface Picture {
    int width();

    int height();

    void draw(Graphics2D graphics);
}
