package systole.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes models at random, one field at a time, to what a hostile or broken program might write. */
final class ProtoMutator {
    private static final long[] WHOLE = {-1, 0, 1, 2, 3, 7, 100, 1 << 16, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final float[] REAL = {0, -1, 1e-40f, 3e38f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    private static final String[] TEXTS = {"", "x", "y", "SAME_UPPER", "cubic", "Conv", "MaxPool", "Reshape", "Resize", "../../etc/passwd", "\u0000", "two\nlines",
        "long".repeat(10_000)};

    private final Random random;

    ProtoMutator(Random random) {
        this.random = random;
    }

    /** One place in a model. */
    private record Place(Message.Builder message, FieldDescriptor field) {
    }

    /** The model with one to three fields changed. */
    ModelProto mutate(ModelProto model) {
        ModelProto.Builder builder = model.toBuilder();
        for (int i = 0; i <= random.nextInt(3); i++) {
            List<Place> places = new ArrayList<>();
            collect(builder, places);
            change(places.get(random.nextInt(places.size())));
        }
        return builder.build();
    }

    private static void collect(Message.Builder message, List<Place> places) {
        for (FieldDescriptor field : List.copyOf(message.getAllFields().keySet())) {
            places.add(new Place(message, field));
            if (field.getJavaType() != JavaType.MESSAGE) {
                continue;
            }
            if (!field.isRepeated()) {
                collect(message.getFieldBuilder(field), places);
            }
            for (int i = 0; field.isRepeated() && i < message.getRepeatedFieldCount(field); i++) {
                collect(message.getRepeatedFieldBuilder(field, i), places);
            }
        }
    }

    private void change(Place place) {
        Message.Builder message = place.message;
        FieldDescriptor field = place.field;
        if (random.nextInt(8) == 0) {
            message.clearField(field);
        } else if (!field.isRepeated()) {
            message.setField(field, field.getJavaType() == JavaType.MESSAGE ? message.getField(field) : changed(field, message.getField(field)));
        } else if (message.getRepeatedFieldCount(field) > 0) {
            changeElement(message, field, random.nextInt(message.getRepeatedFieldCount(field)));
        }
    }

    private void changeElement(Message.Builder message, FieldDescriptor field, int index) {
        Object element = message.getRepeatedField(field, index);
        switch (random.nextInt(3)) {
            case 0 -> message.addRepeatedField(field, element);
            case 1 -> {
                List<Object> rest = new ArrayList<>((List<?>) message.getField(field));
                rest.remove(index);
                message.setField(field, rest);
            }
            default -> message.setRepeatedField(field, index, field.getJavaType() == JavaType.MESSAGE ? element : changed(field, element));
        }
    }

    private Object changed(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case INT -> (int) WHOLE[random.nextInt(WHOLE.length)];
            case LONG -> WHOLE[random.nextInt(WHOLE.length)];
            case FLOAT -> REAL[random.nextInt(REAL.length)];
            case DOUBLE -> (double) REAL[random.nextInt(REAL.length)];
            case BOOLEAN -> !(boolean) value;
            case STRING -> TEXTS[random.nextInt(TEXTS.length)];
            case BYTE_STRING -> changed((ByteString) value);
            case ENUM -> field.getEnumType().getValues().get(random.nextInt(field.getEnumType().getValues().size()));
            case MESSAGE -> value;
        };
    }

    private ByteString changed(ByteString bytes) {
        return bytes.isEmpty() ? ByteString.copyFromUtf8("?") : bytes.substring(0, random.nextInt(bytes.size()));
    }
}
