package systole.models.recipe;

/** A recipe that cannot be followed; one line that names the setting, its value and what is possible. */
public final class RecipeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public RecipeException(String message) {
        super(message);
    }
}
