package systole.compiler.timing;

import systole.contract.Configuration;
import systole.contract.Counter;
import systole.contract.SnapshotField;
import systole.contract.StoreField;

/**
 * Where a descriptor's vectors go.
 *
 * @param toScratchpad or to device memory
 * @param runs rows of vectors
 */
record Destination(boolean toScratchpad, Runs runs) {
    static Destination ofStore(Command store) {
        return new Destination(store.get(StoreField.TO_SCRATCHPAD) == 1, new Runs(store.getLong(StoreField.ADDRESS),
                store.get(StoreField.COLUMNS), store.get(StoreField.ROWS), 1, store.getLong(StoreField.ROW_PITCH), 0));
    }

    static Destination ofSnapshot(Command snapshot, Configuration configuration) {
        return new Destination(false, new Runs(snapshot.getLong(SnapshotField.ADDRESS), snapshotRows(configuration), 1, 1, 0, 0));
    }

    /** Rows of a snapshot's record. */
    static int snapshotRows(Configuration configuration) {
        return Counter.snapshotBytes() / configuration.array().size();
    }

    long vectors() {
        return runs.count() * runs.rows();
    }
}
