package systole.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import systole.graph.Graph;
import systole.models.data.GreyImage;
import systole.nn.Parameters;
import systole.nn.Safetensors;
import systole.nn.WeightsException;

/** A network of the catalogue, with the weights that the project trained. */
public interface Model {
    /** The name it is looked up by, and the name of its weights: {@code <name>.safetensors}, a resource beside this class. */
    String name();

    /** Its layers and shapes. */
    Graph graph();

    /**
     * What the network's input node takes for a picture of any size: framed and normalised as its training images were.
     *
     * @return values of the input's shape
     */
    float[] prepare(GreyImage image);

    /** The shipped weights; throws {@link WeightsException} where they are missing or do not fit the graph. */
    default Parameters parameters() {
        String resource = name() + ".safetensors";
        try (InputStream stream = Model.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new WeightsException("model %s has no weights: %s is not on the class path".formatted(name(), resource));
            }
            return Safetensors.read(resource, stream).requireFits(graph());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
