package systole.cli.draw;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.intermediate.CommandSequence;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;

/** The kinds of files that charts are drawn into, by the end of the file's name. */
public enum PictureFormat {
    SVG {
        @Override
        public void write(Picture picture, OutputStream stream) throws IOException {
            VectorGraphics2D graphics = new VectorGraphics2D();
            picture.draw(graphics);
            CommandSequence commands = graphics.getCommands();
            new SVGProcessor().getDocument(commands, new PageSize(picture.width(), picture.height())).writeTo(stream);
        }
    },
    PNG {
        @Override
        public void write(Picture picture, OutputStream stream) throws IOException {
            ImageIO.write(pixels(picture), "png", stream);
        }
    };

    /** A picture as pixels. */
    public static BufferedImage pixels(Picture picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        picture.draw(graphics);
        graphics.dispose();
        return image;
    }

    public abstract void write(Picture picture, OutputStream stream) throws IOException;

    /** The format of a file; throws {@link IllegalArgumentException} where its name tells none. */
    public static PictureFormat of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(format -> name.endsWith("." + format.name().toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s cannot be drawn: its name must end in .svg or .png".formatted(file)));
    }
}
