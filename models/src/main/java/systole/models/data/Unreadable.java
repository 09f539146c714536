package systole.models.data;

import java.util.List;

/** What becomes of images that cannot be read. */
public enum Unreadable {
    /** They are left out and counted. */
    SKIP {
        @Override
        void found(DataException why, List<String> skipped) {
            skipped.add(why.getMessage());
        }
    },
    /** The first one ends the reading. */
    STOP {
        @Override
        void found(DataException why, List<String> skipped) {
            throw why;
        }
    };

    abstract void found(DataException why, List<String> skipped);
}
