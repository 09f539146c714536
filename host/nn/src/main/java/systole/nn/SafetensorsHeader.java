package systole.nn;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import systole.graph.Shape;

/**
 * The header of a safetensors file, checked: every entry's bytes lie in the file and are as many as its shape needs.
 *
 * @param dataStart index of the first byte after the header
 * @param entries in the header's order
 * @param metadata texts by name
 */
record SafetensorsHeader(long dataStart, List<Entry> entries, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;
    /** Enough for a million tensors; a longer header is a broken file. */
    private static final int LONGEST = 100_000_000;
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /**
     * A tensor in the file.
     *
     * @param begin first byte, counted from the header's end
     * @param end byte after the last
     */
    record Entry(String name, Shape shape, long begin, long end) {
    }

    /** Parses and checks; throws {@link WeightsException} with one line that names the file. */
    static SafetensorsHeader parse(String file, ByteBuffer bytes) {
        long available = bytes.capacity() - (long) Long.BYTES;
        if (available < 0 || bytes.getLong(0) < 2 || bytes.getLong(0) > Math.min(available, LONGEST)) {
            throw broken(file, "its header's length does not fit its %,d bytes".formatted(bytes.capacity()));
        }
        byte[] header = new byte[(int) bytes.getLong(0)];
        bytes.get(Long.BYTES, header);
        List<Entry> entries = new ArrayList<>();
        ObjectNode json = json(file, header);
        json.properties().stream().filter(property -> !property.getKey().equals(METADATA))
                .forEach(property -> entries.add(entry(file, property.getKey(), property.getValue())));
        requireCover(file, entries, available - header.length);
        Map<String, String> metadata = new LinkedHashMap<>();
        json.path(METADATA).properties().forEach(text -> metadata.put(text.getKey(), text.getValue().asText()));
        return new SafetensorsHeader(Long.BYTES + (long) header.length, entries, metadata);
    }

    /** The header's bytes for tensors that follow one another in order. */
    static byte[] of(Safetensors.Content content) {
        ObjectNode header = JSON.createObjectNode();
        if (!content.metadata().isEmpty()) {
            content.metadata().forEach(header.putObject(METADATA)::put);
        }
        long begin = 0;
        for (var tensor : content.parameters().tensors().entrySet()) {
            long end = begin + (long) Float.BYTES * tensor.getValue().shape().size();
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", "F32");
            tensor.getValue().shape().extents().forEach(entry.withArray("shape")::add);
            entry.putArray("data_offsets").add(begin).add(end);
            begin = end;
        }
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, Math.ceilDiv(text.length, ALIGNMENT) * ALIGNMENT);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    private static ObjectNode json(String file, byte[] header) {
        try {
            if (JSON.readTree(header) instanceof ObjectNode object) {
                return object;
            }
            throw broken(file, "its header is not a JSON object");
        } catch (JacksonException e) {
            throw broken(file, "its header is not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw broken(file, e.getMessage());
        }
    }

    private static Entry entry(String file, String name, JsonNode entry) {
        if (!entry.path("dtype").asText().equals("F32")) {
            throw broken(file, "tensor %s has data type '%s', and only F32 is read".formatted(name, entry.path("dtype").asText()));
        }
        Shape shape = shape(file, name, entry.path("shape"));
        JsonNode offsets = entry.path("data_offsets");
        long begin = wholeNumber(offsets.path(0));
        long end = wholeNumber(offsets.path(1));
        if (offsets.size() != 2 || begin < 0 || end - begin != (long) Float.BYTES * shape.size()) {
            throw broken(file, "tensor %s of %s needs %,d bytes, but its offsets are %s"
                    .formatted(name, shape, (long) Float.BYTES * shape.size(), offsets));
        }
        return new Entry(name, shape, begin, end);
    }

    private static Shape shape(String file, String name, JsonNode extents) {
        try {
            List<Integer> values = new ArrayList<>();
            extents.forEach(extent -> values.add(extent.isInt() ? extent.intValue() : -1));
            return new Shape(values);
        } catch (IllegalArgumentException e) {
            throw broken(file, "tensor %s: %s".formatted(name, e.getMessage()));
        }
    }

    private static long wholeNumber(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() ? number.longValue() : -1;
    }

    private static void requireCover(String file, List<Entry> entries, long dataBytes) {
        long covered = 0;
        for (Entry entry : entries.stream().sorted(Comparator.comparingLong(Entry::begin)).toList()) {
            if (entry.begin() != covered || entry.end() > dataBytes) {
                throw broken(file, "tensor %s lies at bytes %,d to %,d, but byte %,d of %,d is next".formatted(
                        entry.name(), entry.begin(), entry.end(), covered, dataBytes));
            }
            covered = entry.end();
        }
        if (covered != dataBytes) {
            throw broken(file, "%,d of its %,d data bytes belong to no tensor".formatted(dataBytes - covered, dataBytes));
        }
    }

    private static WeightsException broken(String file, String why) {
        return new WeightsException("weights %s are not a readable safetensors file: %s".formatted(file, why));
    }
}
