package systole.models;

import java.util.List;
import systole.models.data.LabelledImages;
import systole.nn.Dataset;

/**
 * Labelled pictures as a model takes them.
 *
 * @param inputs prepared images
 * @param labels as many classes
 */
public record ModelDataset(List<float[]> inputs, List<Integer> labels) implements Dataset {
    /** Prepares every picture; throws {@link systole.models.data.DataException} where a label is not one of the model's classes. */
    public static ModelDataset of(TrainedModel model, LabelledImages images) {
        images.requireClasses(model.graph().outputShape().size());
        return new ModelDataset(images.images().stream().map(model::prepare).toList(), images.labels());
    }

    @Override
    public int size() {
        return inputs.size();
    }

    @Override
    public float[] image(int index) {
        return inputs.get(index).clone();
    }

    @Override
    public int label(int index) {
        return labels.get(index);
    }
}
