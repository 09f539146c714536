package systole.hw.store

import chisel3._
import chisel3.util._

/** Adds a vector of residuals to a vector of results each cycle, as [[systole.contract.StoreField]] defines it: both less their zero
  * points, times their multipliers; the sum divided by a power of two, plus a zero point, to the nearest integer, the even one at a
  * tie; clamped.
  *
  * Each stage's registers change only when a vector enters it. `addition` and `zeroPoint` are held while vectors are in the stages.
  *
  * @param lanes vector length
  */
class ResidualAdder(lanes: Int) extends Module {
  import ResidualAdder._

  val io = IO(new Bundle {
    val values = Flipped(Valid(Vec(lanes, SInt(8.W))))

    /** Beside their values. */
    val residuals = Input(Vec(lanes, SInt(8.W)))

    /** The values'. */
    val zeroPoint = Input(SInt(8.W))
    val addition = Input(new ResidualAddition)
    val results = Valid(Vec(lanes, SInt(8.W)))
  })

  private val enters = Seq.iterate(io.values.valid, latency + 1)(RegNext(_, false.B))
  private def stage[T <: Data](number: Int)(results: Seq[T]): Vec[T] = RegEnable(VecInit(results), enters(number))

  private val scaled = stage(0)(io.values.bits.map(scale(_, io.zeroPoint, io.addition.multiplier)))
  private val residuals = stage(0)(io.residuals.map(scale(_, io.addition.zeroPoint, io.addition.residualMultiplier)))
  private val sums = stage(1)(scaled.zip(residuals).map { case (value, residual) => value + residual })
  private val finished = stage(2)(sums.map(finish(_, io.addition)))

  io.results.valid := enters(latency)
  io.results.bits := finished
}

object ResidualAdder {
  /** Cycles from a value to its result. */
  val latency = 3

  /** Magnitude at most 255 * (2^22 - 1): twice that still fits. The sign is multiplied apart: that leaves a product of 8 by 22 bits, for which
    * a DSP suffices, where firtool would write a signed one as 32 by 32 bits.
    */
  private def scale(value: SInt, zeroPoint: SInt, multiplier: UInt): SInt = {
    val difference = (value -& zeroPoint).asUInt
    val negative = Mux(difference(8), multiplier << 8, 0.U)
    (0.U(2.W) ## (difference(7, 0) * multiplier) - negative)(31, 0).asSInt
  }

  private def finish(sum: SInt, addition: ResidualAddition): SInt = {
    // 31 fraction bits, whatever the shift. The zero point comes before the rounding: it decides which integer is even.
    val fixed = sum << ~addition.shift
    val shifted = (fixed >> 31) +& addition.quantisation.zeroPoint
    val rounded = Requantiser.roundToEven(shifted.asUInt ## fixed(30, 0), 31)
    addition.quantisation.clamp(rounded(shifted.getWidth - 1, 0).asSInt)
  }
}
