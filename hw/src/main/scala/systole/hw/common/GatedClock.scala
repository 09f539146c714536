package systole.hw.common

import chisel3._

/** A copy of the surrounding clock that stands still while the modules on it sleep. The gate looks at a cycle's settled signals to
  * decide about the edge that ends it, so sleeping and waking take no cycle.
  *
  * On an FPGA the gate is a clock buffer with an enable, or the tools turn it into the registers' clock enables. A simulator
  * evaluates what hangs on a clock only when the clock ticks: what sleeps costs nothing.
  */
class GatedClock {
  private val gate = Module(new ClockGate)
  private val reset = Module.reset.asBool
  gate.clock := Module.clock

  /** Builds modules on this clock. */
  def apply[T](modules: => T): T = withClock(gate.gated)(modules)

  /** Each condition is high in every cycle in which the state of its modules may change; reset is added to them. */
  def ticksWhen(awake: Bool*): Unit = gate.enable := awake.foldLeft(reset)(_ || _)
}
