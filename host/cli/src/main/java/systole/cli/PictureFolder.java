package systole.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import systole.files.WholeFile;

/** A folder of PNG files with a page that shows them all. */
final class PictureFolder {
    private final Path folder;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String file, String title) {
    }

    private PictureFolder(Path folder) {
        this.folder = folder;
    }

    /** A folder, which is made where it is missing; throws {@link IllegalArgumentException} where that cannot be. */
    static PictureFolder in(Path folder) {
        try {
            return new PictureFolder(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new IllegalArgumentException("%s cannot be a folder for pictures: %s; choose another".formatted(folder, e.getMessage()));
        }
    }

    /**
     * Writes a picture.
     *
     * @param name of the file, without its end; what files cannot be called is replaced
     * @param title one line
     */
    void add(String name, String title, BufferedImage picture) throws IOException {
        String file = name.replaceAll("[^A-Za-z0-9._-]", "_") + ".png";
        WholeFile.write(folder.resolve(file), stream -> ImageIO.write(picture, "png", stream));
        entries.add(new Entry(file, title));
    }

    /** Writes {@code index.html}; returns how many pictures it shows. */
    int writeIndex(String title) throws IOException {
        StringBuilder page = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
                <style>body { font-family: sans-serif; margin: 2em } img { max-width: 100%% }</style></head>
                <body><h1>%1$s</h1>
                """.formatted(escaped(title)));
        entries.forEach(entry -> page.append("<h2>%s</h2><img src=\"%s\" alt=\"\">\n".formatted(escaped(entry.title), entry.file)));
        page.append("</body></html>\n");
        WholeFile.write(folder.resolve("index.html"), stream -> stream.write(page.toString().getBytes(StandardCharsets.UTF_8)));
        return entries.size();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
