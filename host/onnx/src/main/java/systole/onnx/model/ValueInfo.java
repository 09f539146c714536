package systole.onnx.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import systole.onnx.tensor.DataType;

/**
 * What a model says of a tensor that it reads or makes.
 *
 * @param name the tensor's
 * @param type of its elements, where the model tells
 * @param dimensions its extents, where the model tells their number
 */
public record ValueInfo(String name, Optional<DataType> type, Optional<List<Dimension>> dimensions) {
    public ValueInfo {
        dimensions = dimensions.map(List::copyOf);
    }

    /** {@code data: batchx3x224x224 FLOAT}. */
    @Override
    public String toString() {
        String extents = dimensions.map(all -> all.stream().map(Dimension::toString).collect(Collectors.joining("x"))).orElse("any extents");
        return "%s: %s %s".formatted(name, extents.isEmpty() ? "scalar" : extents, type.map(DataType::name).orElse("of any type"));
    }
}
