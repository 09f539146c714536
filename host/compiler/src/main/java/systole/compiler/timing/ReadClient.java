package systole.compiler.timing;

/** A requester's side of the read master. */
interface ReadClient {
    /** What {@link #accept} answers where it cannot tell yet. */
    long NOT_YET = -1;

    /** Beats of the burst that it offers in this cycle, 0 for none. */
    int offered();

    /** Its burst is taken. */
    void granted();

    /** A beat is there. Returns the cycle in which it is taken, this one or a later one, or {@link #NOT_YET}. */
    long accept();
}
