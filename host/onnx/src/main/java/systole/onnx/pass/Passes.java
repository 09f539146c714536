package systole.onnx.pass;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import systole.onnx.model.Model;

/**
 * Runs passes, in their order, again and again until none changes anything more, or a limit is reached that only hostile models reach.
 *
 * @param chosen which ones
 */
public record Passes(Set<Pass> chosen) {
    /** Every one. */
    public static final Passes ALL = new Passes(EnumSet.allOf(Pass.class));

    private static final int ROUNDS = 10;

    public Passes {
        chosen = Set.copyOf(chosen);
    }

    /** The simpler model. */
    public Model apply(Model model) {
        return apply(model, (_, _) -> { });
    }

    /** The simpler model; tells the listener of each pass that changed something, and what it made of the model. */
    public Model apply(Model model, BiConsumer<Pass, Model> listener) {
        Model before = null;
        Model now = model;
        for (int round = 0; round < ROUNDS && !now.equals(before); round++) {
            before = now;
            for (Pass pass : Pass.values()) {
                Model after = chosen.contains(pass) ? pass.apply(now) : now;
                if (!after.equals(now)) {
                    listener.accept(pass, after);
                }
                now = after;
            }
        }
        return now;
    }
}
