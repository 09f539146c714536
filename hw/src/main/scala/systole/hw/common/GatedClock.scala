package systole.hw.common

import chisel3._

/** How a clock stands still. */
trait ClockGating {
  /** A copy of the clock that need not tick at the end of a cycle in which `enable` is low. */
  def apply(clock: Clock, enable: Bool): Clock
}

/** By a [[ClockGate]]. */
object LatchedGating extends ClockGating {
  def apply(clock: Clock, enable: Bool): Clock = {
    val gate = Module(new ClockGate)
    gate.clock := clock
    gate.enable := enable
    gate.gated
  }
}

/** Not at all: registers that sleep keep their values by themselves, so nothing changes but power and a simulator's speed. No second
  * clock has to be kept in step with the first, which is what FPGAs are bad at.
  */
object FreeRunning extends ClockGating {
  def apply(clock: Clock, enable: Bool): Clock = clock
}

/** A copy of the surrounding clock that stands still while the modules on it sleep. The gate looks at a cycle's settled signals to
  * decide about the edge that ends it, so sleeping and waking take no cycle.
  *
  * A simulator evaluates what hangs on a clock only when the clock ticks: what sleeps costs nothing.
  */
class GatedClock(gating: ClockGating = LatchedGating) {
  private val enable = Wire(Bool())
  private val reset = Module.reset.asBool
  private val gated = gating(Module.clock, enable)

  /** Builds modules on this clock. */
  def apply[T](modules: => T): T = withClock(gated)(modules)

  /** Each condition is high in every cycle in which the state of its modules may change; reset is added to them. */
  def ticksWhen(awake: Bool*): Unit = enable := awake.foldLeft(reset)(_ || _)
}
