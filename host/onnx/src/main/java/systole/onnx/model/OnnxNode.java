package systole.onnx.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.onnx.OnnxException;
import systole.onnx.tensor.Tensor;

/**
 * One operator of a model.
 *
 * @param name for errors and reports, its own among the graph's nodes; the reader makes one where the file has none, or one twice
 * @param domain of the operator; empty for ONNX's own
 * @param operator its type, as in {@code Conv}
 * @param inputs names of the tensors that it reads; empty for an optional one that is left out
 * @param outputs names of the tensors that it makes; empty for those that nobody wants
 * @param attributes by name
 */
public record OnnxNode(
        String name, String domain, String operator, List<String> inputs, List<String> outputs, Map<String, Attribute> attributes) {
    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** Name of a tensor that it reads; empty where that is left out. */
    public String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    /** Whether the attribute is given. */
    public boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    /** A whole number; throws {@link OnnxException} where the attribute is of another kind, as the others do. */
    public long integer(String attribute, long otherwise) {
        return get(attribute, Attribute.Int.class).map(Attribute.Int::value).orElse(otherwise);
    }

    public float real(String attribute, float otherwise) {
        return get(attribute, Attribute.Float.class).map(Attribute.Float::value).orElse(otherwise);
    }

    public String text(String attribute, String otherwise) {
        return get(attribute, Attribute.Text.class).map(Attribute.Text::value).orElse(otherwise);
    }

    public Optional<long[]> integers(String attribute) {
        return get(attribute, Attribute.Ints.class).map(ints -> ints.values().stream().mapToLong(Long::longValue).toArray());
    }

    public Optional<List<Float>> reals(String attribute) {
        return get(attribute, Attribute.Floats.class).map(Attribute.Floats::values);
    }

    public Optional<Tensor> tensor(String attribute) {
        return get(attribute, Attribute.TensorValue.class).map(Attribute.TensorValue::value);
    }

    private <T extends Attribute> Optional<T> get(String attribute, Class<T> kind) {
        Attribute found = attributes.get(attribute);
        if (found != null && !kind.isInstance(found)) {
            throw new OnnxException("attribute %s of node %s is %s, not %s"
                    .formatted(attribute, name, found.getClass().getSimpleName(), kind.getSimpleName()));
        }
        return Optional.ofNullable(kind.cast(found));
    }

    /** {@code Conv} or {@code com.microsoft.QGemm}. */
    public String qualifiedOperator() {
        return domain.isEmpty() ? operator : domain + "." + operator;
    }
}
