package systole.onnx.model;

import java.util.List;
import systole.onnx.tensor.Tensor;

/** A constant that a node is given with its operator. */
public sealed interface Attribute {
    record Int(long value) implements Attribute {
    }

    record Float(float value) implements Attribute {
    }

    record Text(String value) implements Attribute {
    }

    record TensorValue(Tensor value) implements Attribute {
    }

    record Ints(List<Long> values) implements Attribute {
        public Ints {
            values = List.copyOf(values);
        }
    }

    record Floats(List<java.lang.Float> values) implements Attribute {
        public Floats {
            values = List.copyOf(values);
        }
    }

    record Texts(List<String> values) implements Attribute {
        public Texts {
            values = List.copyOf(values);
        }
    }

    /** One of a kind that no supported operator has, such as the graphs inside If and Loop; only its kind is kept. */
    record Unsupported(String kind) implements Attribute {
    }
}
