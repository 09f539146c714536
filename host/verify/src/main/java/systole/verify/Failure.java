package systole.verify;

/**
 * A case that fails, and the smallest like it.
 *
 * @param drawn the case as it was found
 * @param smallest the case as it was left by shrinking
 * @param outcome why the smallest fails
 * @param attempts cases that were tried to find it
 */
public record Failure(Case drawn, Case smallest, Outcome.Failed outcome, int attempts) {
    /** What a user types to see it again. */
    public String command() {
        return "./systole verify --device %s --case %s".formatted(outcome.device(), smallest);
    }
}
