package systole.verify;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A part of a case's text: {@code conv=5,kernel=3x2}. The first key says what the part is; keys of usual values are left out. */
final class Section {
    private final Map<String, String> values = new LinkedHashMap<>();

    private Section() {
    }

    /** A section that so far has only its first key. */
    static Section of(String kind, Object value) {
        Section section = new Section();
        section.values.put(kind, String.valueOf(value));
        return section;
    }

    /** Reads a section; throws {@link IllegalArgumentException} where it is not made of different keys with values. */
    static Section parse(String text) {
        Section section = new Section();
        for (String part : text.split(",", -1)) {
            String[] pair = part.split("=", -1);
            if (pair.length != 2 || section.values.put(pair[0], pair[1]) != null) {
                throw new IllegalArgumentException("a case's part must be different key=value pairs with commas between, not '%s'"
                        .formatted(text));
            }
        }
        return section;
    }

    /** The first key. */
    String kind() {
        return values.keySet().iterator().next();
    }

    /** Adds a value unless it is the usual one. */
    Section with(String key, Object value, Object usual) {
        if (!value.equals(usual)) {
            values.put(key, String.valueOf(value).toLowerCase(Locale.ROOT));
        }
        return this;
    }

    /** Whether a value is not the usual one. */
    boolean has(String key) {
        return values.containsKey(key);
    }

    /** A whole number. */
    int number(String key, int usual) {
        return numbers(key, ",", String.valueOf(usual))[0];
    }

    /** Whole numbers with a separator between, as many as usual. */
    int[] numbers(String key, String separator, String usual) {
        int[] numbers = list(key, separator, usual);
        if (numbers.length != usual.split(Pattern.quote(separator)).length) {
            throw written(key, usual);
        }
        return numbers;
    }

    /** Any count of whole numbers with a separator between. */
    int[] list(String key, String separator, String usual) {
        try {
            String text = values.getOrDefault(key, usual);
            return Stream.of(text.split(Pattern.quote(separator), -1)).mapToInt(Integer::parseInt).toArray();
        } catch (NumberFormatException _) {
            throw written(key, usual);
        }
    }

    private IllegalArgumentException written(String key, String usual) {
        return new IllegalArgumentException("%s must be written as in %s=%s, not %s".formatted(key, key, usual, values.get(key)));
    }

    /** A number with a fraction. */
    double fraction(String key, double usual) {
        String text = values.getOrDefault(key, String.valueOf(usual));
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("%s must be a number, not %s".formatted(key, text));
        }
    }

    /** One of an enumeration's names in lower case. */
    <E extends Enum<E>> E choice(String key, E usual) {
        String text = values.getOrDefault(key, usual.name().toLowerCase(Locale.ROOT));
        E[] choices = usual.getDeclaringClass().getEnumConstants();
        return Arrays.stream(choices).filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s must be one of %s, not %s".formatted(
                        key, Arrays.toString(choices).toLowerCase(Locale.ROOT), text)));
    }

    /** Throws {@link IllegalArgumentException} where there is a key besides the first and those. */
    Section requireOnly(String... known) {
        values.keySet().stream().skip(1).filter(key -> !Arrays.asList(known).contains(key)).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException("%s has no %s; there are: %s".formatted(kind(), key, String.join(", ", known)));
        });
        return this;
    }

    @Override
    public String toString() {
        return values.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).collect(Collectors.joining(","));
    }
}
