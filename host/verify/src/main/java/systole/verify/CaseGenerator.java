package systole.verify;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Cases by chance, without end.
 *
 * @param accelerators what cases run on, at least one
 * @param seed equal seeds give equal cases
 */
public record CaseGenerator(List<Accelerator> accelerators, long seed) {
    public CaseGenerator {
        accelerators = List.copyOf(accelerators);
    }

    /** The case of that number, 0 or more; it depends on no other. */
    public Case at(int number) {
        SplittableRandom random = new SplittableRandom(seed ^ Long.reverse(number));
        return new CaseDraw(accelerators.get(random.nextInt(accelerators.size())), new Chance(random)).draw();
    }
}
