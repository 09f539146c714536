package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.models.data.DrawnDigits;
import systole.models.data.GreyImage;
import systole.models.data.LabelledImages;
import systole.models.recipe.Recipe;
import systole.models.recipe.RecipeFile;
import systole.nn.Safetensors;

class VisualiseCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theShippedNetworkNeedsNoMoreThanAFolder() throws IOException {
        Path out = folder.resolve("new/inside");
        CommandLineRun run = CommandLineRun.of("visualise", "--images", "20", "--out", out.toString());
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertEquals("20 pictures are in %s; index.html there shows them all%n".formatted(out), run.out());
        String page = Files.readString(out.resolve("index.html"));
        for (String name : new String[] {"curves", "confusion", "filters", "saliency", "occlusion", "patches-conv1", "patches-conv2", "activations-000-input",
            "activations-004-conv2", "activations-012-fc3"}) {
            BufferedImage picture = ImageIO.read(out.resolve(name + ".png").toFile());
            assertTrue(picture.getWidth() > 50, name);
            assertTrue(page.contains("<img src=\"" + name + ".png\""), name);
        }
    }

    @Test
    void aTrainedNetworkIsDrawnWithItsOwnCurvesAndAPicture() throws IOException {
        LabelledImages digits = DrawnDigits.of(9, 20);
        for (int i = 0; i < 20; i++) {
            Path label = Files.createDirectories(folder.resolve("data/" + digits.labels().get(i)));
            ImageIO.write(picture(digits.images().get(i)), "png", label.resolve(i + ".png").toFile());
        }
        String weights = folder.resolve("w.safetensors").toString();
        String data = folder.resolve("data").toString();
        assertEquals(ExitCode.OK, CommandLineRun.of("train", "--model", "convnet-4-8-12", "--data", data, "--epochs", "2", "--output", weights).exitCode());
        Path out = folder.resolve("out");
        CommandLineRun run = CommandLineRun.of("visualise", "--model", "convnet-4-8-12", "--weights", weights, "--data", data,
                "--image", folder.resolve("data/3/3.png").toString(), "--layers", "fc1", "--out", out.toString());
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(Files.exists(out.resolve("curves.png")) && Files.exists(out.resolve("patches-fc1.png")));
        assertFalse(Files.exists(out.resolve("patches-conv1.png")));
    }

    @Test
    void weightsThatTellNoHistoryAreDrawnWithoutCurves() {
        Recipe recipe = RecipeFile.ofModel("softmax-regression").recipe();
        Path weights = folder.resolve("w.safetensors");
        Safetensors.write(weights, recipe.start());
        Path out = folder.resolve("out");
        CommandLineRun run = CommandLineRun.of("visualise", "--model", "softmax-regression", "--weights", weights.toString(), "--images", "5",
                "--out", out.toString());
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertFalse(Files.exists(out.resolve("curves.png")));
        assertTrue(Files.exists(out.resolve("filters.png")), "the weights of each class are images");
    }

    private static BufferedImage picture(GreyImage image) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, image.width(), image.height(), image.pixels());
        return picture;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "visualise | --out",
        "visualise --out FOLDER/out --model lenet6 | there is no network lenet6",
        "visualise --out FOLDER/out --model alexnet | recognises nothing; trained are: lenet5",
        "visualise --out FOLDER/out --weights nosuch | there is no weights file nosuch",
        "visualise --out FOLDER/out --data nosuch | there is no folder nosuch",
        "visualise --out FOLDER/out --image 5 --images 5 | there is no image 5: they are numbered from 0 to 4",
        "visualise --out FOLDER/out --images 5 --image nosuch.png | nosuch.png",
        "visualise --out FOLDER/out --images 0 | --images must be at least 1, not 0",
        "visualise --out FOLDER/out --layers conv9 | graph lenet5 has no node conv9",
        "visualise --out FOLDER/file/out --images 5 | cannot be a folder for pictures",
    })
    void slipsAreOneLine(String arguments, String part) throws IOException {
        Files.writeString(folder.resolve("file"), "");
        CommandLineRun run = CommandLineRun.of(arguments.replace("FOLDER", folder.toString()).split(" "));
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertTrue(run.err().lines().count() == 1 && run.err().contains(part), run.err());
        assertFalse(Files.exists(folder.resolve("out")), "nothing is made in vain");
    }
}
