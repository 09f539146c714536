package systole.compiler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects spans and merges those that touch. */
final class Spans {
    private final List<Span> spans = new ArrayList<>();

    /** Adds a span; one that goes on where the last one ends, as most do, makes that longer. */
    void add(Space space, long from, long length) {
        Span last = spans.isEmpty() ? null : spans.getLast();
        if (last != null && last.space() == space && last.from() <= from && from <= last.to()) {
            spans.set(spans.size() - 1, new Span(space, last.from(), Math.max(last.to(), from + length)));
        } else {
            spans.add(new Span(space, from, from + length));
        }
    }

    /** Adds a span of a memory whose addresses wrap; one that crosses the end becomes two. */
    void addModulo(Space space, long from, long length, long modulus) {
        long start = Math.floorMod(from, modulus);
        long beforeEnd = Math.min(length, modulus - start);
        add(space, start, beforeEnd);
        if (beforeEnd < length) {
            add(space, 0, length - beforeEnd);
        }
    }

    /** The spans by memory and address, none touching another. */
    List<Span> merged() {
        spans.sort(Comparator.comparing(Span::space).thenComparingLong(Span::from));
        List<Span> merged = new ArrayList<>();
        for (Span span : spans) {
            Span last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && last.space() == span.space() && span.from() <= last.to()) {
                merged.set(merged.size() - 1, new Span(span.space(), last.from(), Math.max(last.to(), span.to())));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }
}
