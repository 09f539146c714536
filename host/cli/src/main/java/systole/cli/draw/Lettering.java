package systole.cli.draw;

import java.awt.Font;

/** The fonts of pictures. None is 12 pixels high: the writer of SVG files leaves that size out, for which browsers take 16. */
public final class Lettering {
    public static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    public static final Font NAME = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    public static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);

    private Lettering() {
    }
}
