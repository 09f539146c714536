package systole.nn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A training's state in a file from which it goes on: a safetensors file, so that others can look into it.
 *
 * <pre>
 * parameters/conv1.weight           weights, biases and running statistics, by their names
 * optimiser/conv1.weight/velocity   the optimiser's memories
 * metadata "systole.training"       JSON: what was trained, with which seed, the optimiser's steps, and every epoch's result
 * </pre>
 */
public final class Checkpoint {
    private static final String KEY = "systole.training";
    private static final String PARAMETERS = "parameters/";
    private static final String OPTIMISER = "optimiser/";
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    private Checkpoint() {
    }

    private record Training(TrainingState.Identity identity, int steps, List<SavedEpoch> epochs) {
        Training {
            Objects.requireNonNull(identity);
            Objects.requireNonNull(epochs);
        }
    }

    /** Writes a file whole or not at all: a full disk leaves the old one. Throws {@link WeightsException} with one line that names it. */
    public static void write(Path file, TrainingState state) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        state.parameters().tensors().forEach((name, tensor) -> tensors.put(PARAMETERS + name, tensor));
        state.memories().tensors().forEach((name, tensor) -> tensors.put(OPTIMISER + name, tensor));
        Training training = new Training(state.identity(), state.steps(), SavedEpoch.of(state.results()));
        try {
            Safetensors.write(file, new Safetensors.Content(new Parameters(tensors), Map.of(KEY, JSON.writeValueAsString(training))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads a file; throws {@link WeightsException} with one line that names it where it is no checkpoint. */
    public static TrainingState read(Path file) {
        Safetensors.Content content = Safetensors.readAll(file);
        try {
            Training training = Optional.ofNullable(JSON.readValue(content.metadata().getOrDefault(KEY, "{}"), Training.class))
                    .orElseThrow(() -> new IllegalArgumentException("null"));
            return new TrainingState(training.identity, part(content.parameters(), PARAMETERS), part(content.parameters(), OPTIMISER),
                    training.steps, SavedEpoch.results(training.epochs));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new WeightsException("%s is not a training's checkpoint: its '%s' does not tell where the training stands".formatted(file, KEY));
        }
    }

    private static Parameters part(Parameters all, String prefix) {
        Map<String, Tensor> part = new LinkedHashMap<>();
        all.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
            }
        });
        return new Parameters(part);
    }
}
