package systole.hw.top

import systole.hw.common.{ClockGating, FreeRunning, LatchedGating}
import systole.hw.pe.{Multipliers, PackedMultipliers, SeparateMultipliers, WordMultipliers}

/** What a kernel is built for. Targets agree in every cycle and every byte.
  *
  * @param multipliers how PEs multiply
  * @param gating how clocks stand still
  */
case class Target(multipliers: Multipliers, gating: ClockGating)

object Target {
  /** What a simulator is fastest with. */
  val SIMULATOR: Target = Target(WordMultipliers, LatchedGating)

  /** FPGAs with multipliers of 27 by 18 bits: two products of the array share one. */
  val FPGA_PACKED: Target = Target(PackedMultipliers, FreeRunning)

  /** FPGAs with a multiplier for each product. */
  val FPGA_SEPARATE: Target = Target(SeparateMultipliers, FreeRunning)
}
