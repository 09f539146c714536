package systole.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import systole.models.data.GreyImage;
import systole.nn.Parameters;
import systole.nn.TrainedWeights;
import systole.nn.WeightsException;

/** A network that reads pictures, with weights that the project trained: {@code <name>.safetensors}, a resource beside this class. */
public non-sealed interface TrainedModel extends Model {
    /**
     * What the network's input node takes for a picture of any size: framed and normalised as its training images were.
     *
     * @return values of the input's shape
     */
    float[] prepare(GreyImage image);

    /** The shipped weights; throws {@link WeightsException} where they are missing or do not fit the graph. */
    @Override
    default Parameters parameters() {
        return trained().parameters().requireFits(graph());
    }

    /** The same with the results of the epochs that made them. */
    default TrainedWeights trained() {
        String resource = name() + ".safetensors";
        try (InputStream stream = TrainedModel.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new WeightsException("model %s has no weights: %s is not on the class path".formatted(name(), resource));
            }
            return TrainedWeights.read(resource, stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
