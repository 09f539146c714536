package systole.nn;

import java.util.List;

/**
 * How one network's parameters fit another.
 *
 * @param loaded names that both have, with the same shape
 * @param missing names that only the network has that was to be filled: they keep what they had
 * @param unexpected names that only the source has
 * @param misshapen names that both have, with different shapes; they keep what they had, too
 */
public record TransferReport(List<String> loaded, List<String> missing, List<String> unexpected, List<String> misshapen) {
    static TransferReport of(Parameters target, Parameters source) {
        List<String> common = target.tensors().keySet().stream().filter(source.tensors()::containsKey).toList();
        return new TransferReport(
                common.stream().filter(name -> sameShape(name, target, source)).toList(),
                target.tensors().keySet().stream().filter(name -> !source.tensors().containsKey(name)).toList(),
                source.tensors().keySet().stream().filter(name -> !target.tensors().containsKey(name)).toList(),
                common.stream().filter(name -> !sameShape(name, target, source)).toList());
    }

    private static boolean sameShape(String name, Parameters target, Parameters source) {
        return target.get(name).shape().equals(source.get(name).shape());
    }

    /** Whether both have the same names and shapes. */
    public boolean isComplete() {
        return missing.isEmpty() && unexpected.isEmpty() && misshapen.isEmpty();
    }

    /** One line with all names that did not fit. */
    @Override
    public String toString() {
        return "%d tensors fit; missing: %s; unexpected: %s; of another shape: %s"
                .formatted(loaded.size(), text(missing), text(unexpected), text(misshapen));
    }

    private static String text(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
