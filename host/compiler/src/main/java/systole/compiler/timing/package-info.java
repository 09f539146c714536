/**
 * Predicts the cycles of programs by timing the accelerator's engines without their data. {@link systole.compiler.timing.ProgramTimer}
 * is the way in; every other class is the timing of the hardware module whose name it bears, and follows its rules cycle by cycle.
 *
 * <p>What a module registers becomes visible in the next cycle: {@link systole.compiler.timing.Fifo} and
 * {@link systole.compiler.timing.ProgressTimes} see to that, so modules may be stepped in any order where no ready signal passes
 * through one within a cycle. Whoever changes something asks the {@link systole.compiler.timing.Clock} for the cycle in which it shows;
 * cycles that nobody asked for are skipped, since nothing can change in them.
 */
package systole.compiler.timing;
