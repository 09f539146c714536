package systole.models.recipe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.models.SharedData;
import systole.models.data.DataSets;
import systole.models.data.ImageSplit;
import systole.models.data.Unreadable;
import systole.nn.EpochResult;
import systole.nn.Score;
import systole.nn.TrainingListener;

/** What the quick recipes reach when they are followed to the end; docs/TRAINING.md has the others' figures. */
class RecipeFiguresTest {
    @ParameterizedTest
    @CsvSource({"softmax-regression, 0.9", "mlp-relu, 0.94", "mlp-sigmoid, 0.94"})
    void reachTheirAccuracy(String name, double wanted) {
        Recipe recipe = RecipeFile.find(name).recipe();
        ImageSplit images = DataSets.read(SharedData.mnist().toString(), recipe.graph().input().output(), Unreadable.STOP);
        List<EpochResult> results = recipe.trainer(recipe.start(), recipe.plan().withThreads(2))
                .train(recipe.dataset(images.training()), recipe.dataset(images.test()), TrainingListener.NONE);
        Score score = results.getLast().validation().orElseThrow();
        assertTrue(score.images() == 2_000 && score.accuracy() >= wanted, "%s: %s".formatted(name, score));
    }
}
