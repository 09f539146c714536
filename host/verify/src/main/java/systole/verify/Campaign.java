package systole.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import systole.runtime.ProgressMonitor;

/**
 * What came of many cases.
 *
 * @param equal cases whose every byte is right on every device
 * @param refusals why cases do not fit their accelerator, one reason for each such case
 * @param compared all that was compared
 * @param finding the first failing case, which ended the campaign
 * @param wall how long it took
 */
public record Campaign(int equal, List<String> refusals, Outcome.Equal compared, Optional<Finding> finding, Duration wall) {
    public Campaign {
        refusals = List.copyOf(refusals);
    }

    /**
     * Runs cases until one fails.
     *
     * @param cases by number, from 0
     * @param count how many, at least 1
     */
    public static Campaign run(Verifier verifier, IntFunction<Case> cases, int count, ProgressMonitor monitor) {
        long start = System.nanoTime();
        List<String> refusals = new ArrayList<>();
        int equal = 0;
        Outcome.Equal compared = Outcome.Equal.NOTHING;
        Optional<Finding> finding = Optional.empty();
        try (ProgressMonitor.Task task = monitor.begin("verifying", count)) {
            for (int number = 0; number < count && finding.isEmpty(); number++) {
                Case tried = cases.apply(number);
                switch (verifier.verify(tried)) {
                    case Outcome.Equal bytes -> {
                        equal++;
                        compared = compared.plus(bytes);
                    }
                    case Outcome.Refused refused -> refusals.add(refused.reason());
                    case Outcome.Failed failed -> finding = Optional.of(new Finding(tried, failed));
                }
                task.advance(1);
            }
        }
        return new Campaign(equal, refusals, compared, finding, Duration.ofNanos(System.nanoTime() - start));
    }
}
