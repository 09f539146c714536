package systole.models.recipe;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import systole.graph.Shape;
import systole.models.Architecture;
import systole.models.Zoo;
import systole.models.data.DataException;
import systole.models.data.DrawnDigits;
import systole.models.data.PixelImages;
import systole.nn.AdamW;
import systole.nn.EpochResult;
import systole.nn.Momentum;
import systole.nn.Schedule;
import systole.nn.WeightDecay;

class RecipeTest {
    static final List<String> SHIPPED = RecipeFile.shipped();

    @TempDir
    private Path folder;

    @Test
    void aModelsRecipeIsTheOneOfItsName() {
        assertEquals(RecipeFile.find("lenet5").toString(), RecipeFile.ofModel("lenet5").toString());
        assertEquals("model=\"alexnet\"", RecipeFile.ofModel("alexnet").toString());
    }

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void shippedRecipesStartAtTheLogarithmOfTenAndLearn(String name) {
        Recipe recipe = RecipeFile.find(name).with("epochs", "3").with("batchSize", "20").recipe();
        assertEquals(name, recipe.graph().name());
        PixelImages digits = PixelImages.of(DrawnDigits.of(1, 300));
        List<Double> first = new ArrayList<>();
        List<EpochResult> results = recipe.trainer(recipe.start(), recipe.plan()).train(recipe.dataset(digits), progress -> first.add(progress.loss()));
        assertEquals(Math.log(10), first.getFirst(), 0.9);
        assertTrue(results.getLast().training().loss() < results.getFirst().training().loss(), results.toString());
    }

    @Test
    void settingsAreFollowed() throws IOException {
        Path file = Files.writeString(folder.resolve("own.json"), """
                {"model": "softmax-regression", "epochs": 7, "batchSize": 9, "seed": 5, "optimiser": {"name": "momentum", "momentum": 0.5}, // a comment
                 "weightDecay": 0.01, "learningRate": 0.4, "schedule": {"name": "step", "epochs": 2, "factor": 0.5}, "warmUpEpochs": 1, "l1": 0.25,
                 "mean": [0.5], "deviation": [0.25], "initialiser": {"name": "constant", "value": 3},
                 "augmentation": [{"name": "brightness", "limit": 0}, "flip", {"name": "crop", "border": 1}]}""");
        Recipe recipe = RecipeFile.find(file.toString()).recipe();
        assertEquals(new WeightDecay(new Momentum(0.5), 0.01), recipe.optimiser());
        assertEquals(List.of(7, 9, 5L), List.of(recipe.plan().epochs(), recipe.plan().batchSize(), recipe.plan().seed()));
        assertEquals(0.2, recipe.plan().schedule().rate(new Schedule.Time(0.5, 7, List.of())), 1e-12);
        assertEquals(0.1, recipe.plan().schedule().rate(new Schedule.Time(4, 7, List.of())), 1e-12);
        assertEquals(0.25, recipe.plan().objective().regulariser().l1());
        assertEquals(3, recipe.start().get("fc.weight").values()[17]);
        assertArrayEquals(new float[] {-2, 2}, new float[] {recipe.dataset(picture()).image(0)[0], recipe.dataset(picture()).image(0)[1]});
    }

    private static PixelImages picture() {
        byte[] pixels = new byte[784];
        pixels[1] = (byte) 255;
        return new PixelImages(Shape.map(1, 28, 28), List.of(pixels), List.of(3));
    }

    @Test
    void settingsCanBeChangedOneByOne() {
        RecipeFile file = RecipeFile.find("lenet5");
        assertEquals(new Momentum(0.75), file.with("optimiser", "momentum").with("optimiser.momentum", "0.75").recipe().optimiser());
        assertEquals(new AdamW(), file.with("optimiser", "adamw").recipe().optimiser());
        assertEquals(20, file.recipe().plan().epochs());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "epochs | 0 | epochs must be at least 1, not 0",
        "epochs | many | epochs of recipe lenet5 must be a whole number, not \"many\"",
        "epochs | 1.5 | epochs of recipe lenet5 must be a whole number, not 1.5",
        "optimiser | adamant | optimiser of recipe lenet5 cannot be 'adamant'; there are: adadelta, adagrad, adam, adamw, amsgrad, momentum, nesterov, rmsprop, rmsprop-centred, sgd",
        "optimiser.momentum | 0.5 | optimiser adam has no setting 'momentum'; it has: epsilon, meanDecay, name, squareDecay",
        "optimiser.meanDecay | 1 | Adam's decays must be from 0 to below 1, not 1.0",
        "lernrate | 1 | recipe lenet5 has no setting 'lernrate'; it has: augmentation, batchSize, clipping, deviation, epochs, initialiser, l1, l2, learningRate, loss, mean, model, optimiser, schedule, seed, stopping, warmUpEpochs, weightDecay",
        "augmentation | 3 | augmentation of recipe lenet5 must be a list, not 3",
        "augmentation | [{}] | augmentation of recipe lenet5 cannot be ''; there are: affine, brightness, colour, contrast, crop, elastic, flip",
        "l1 | -1 | a regulariser's factors must be at least 0, not -1.0 and 0.0",
        "deviation | [0] | a normalisation needs as many means as deviations, and deviations above 0, not [0.0] and [0.0]",
    })
    void slipsAreOneLine(String setting, String value, String message) {
        RecipeFile file = RecipeFile.find("lenet5").with(setting, value);
        assertEquals(message, assertThrows(IllegalArgumentException.class, file::recipe).getMessage());
    }

    @Test
    void anUnknownNetworkIsAnsweredByTheNamesOfAll() {
        RecipeFile file = RecipeFile.find("lenet5").with("model", "lenet6");
        assertEquals("there is no network lenet6; there are: " + Zoo.all().stream().map(Architecture::name).collect(joining(", ")),
                assertThrows(IllegalArgumentException.class, file::recipe).getMessage());
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        assertTrue(assertThrows(RecipeException.class, () -> RecipeFile.find("nowhere")).getMessage().startsWith("there is no recipe nowhere, "));
        Path list = Files.writeString(folder.resolve("list.json"), "[]");
        assertEquals("recipe %s is not a JSON object".formatted(list), assertThrows(RecipeException.class, () -> RecipeFile.find(list.toString())).getMessage());
        Path text = Files.writeString(folder.resolve("text.json"), "{\"model\": ");
        String message = assertThrows(RecipeException.class, () -> RecipeFile.find(text.toString())).getMessage();
        assertTrue(message.startsWith("recipe %s is not JSON: ".formatted(text)) && message.lines().count() == 1, message);
    }

    @Test
    void imagesThatDoNotFitAreRefused() {
        Recipe recipe = RecipeFile.find("lenet5").recipe();
        PixelImages colour = new PixelImages(Shape.map(3, 28, 28), List.of(new byte[3 * 784]), List.of(0));
        assertEquals("the network reads images of 1x28x28, and these are 3x28x28", assertThrows(DataException.class, () -> recipe.dataset(colour)).getMessage());
        PixelImages labelled = new PixelImages(Shape.map(1, 28, 28), List.of(new byte[784]), List.of(10));
        assertEquals("label 10 of image 0 is not one of 10 classes", assertThrows(DataException.class, () -> recipe.dataset(labelled)).getMessage());
    }
}
