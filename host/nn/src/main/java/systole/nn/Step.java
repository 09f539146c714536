package systole.nn;

/** One action of a prepared network, between arrays that it was given when the network was prepared. */
@FunctionalInterface
interface Step {
    void run(Workers workers);
}
