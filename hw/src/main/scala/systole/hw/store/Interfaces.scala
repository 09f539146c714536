package systole.hw.store

import chisel3._
import chisel3.util._
import systole.contract.{Configuration, StoreField}
import systole.hw.dma.WriteJob

/** Reads rows of N int32 sums. A request may be refused in any cycle; data is valid in exactly the cycle after one was taken. */
class AccumulatorReadPort(configuration: Configuration) extends Bundle {
  val request = Decoupled(UInt(16.W))
  val data = Input(UInt((32 * configuration.array.size).W))
}

/** Reads rows of N residuals; a row comes in exactly the cycle after its number. */
class ResidualReadPort(configuration: Configuration) extends Bundle {
  val request = Valid(UInt(StoreField.RESIDUAL_BASE.width.W))
  val row = Input(UInt((8 * configuration.array.size).W))
}

/** A vector for the scratchpad. */
class ScratchpadRow(configuration: Configuration) extends Bundle {
  val row = UInt(20.W)
  val data = UInt((8 * configuration.array.size).W)
}

/** The results' zero point and range, in every lane alike. */
class OutputQuantisation extends Bundle {
  val zeroPoint = SInt(8.W)
  val clampLow = SInt(8.W)
  val clampHigh = SInt(8.W)

  /** The value, or the bound that it lies beyond. */
  def clamp(value: SInt): SInt = {
    val bounded = Mux(value > clampHigh, clampHigh, value)
    Mux(value < clampLow, clampLow, bounded)(7, 0).asSInt
  }
}

/** How residuals are added to results, in every lane alike. */
class ResidualAddition extends Bundle {
  val enabled = Bool()

  /** Residual row of the tile's first vector. */
  val base = UInt(StoreField.RESIDUAL_BASE.width.W)
  val multiplier = UInt(StoreField.MULTIPLIER.width.W)
  val residualMultiplier = UInt(StoreField.RESIDUAL_MULTIPLIER.width.W)
  val shift = UInt(StoreField.SHIFT.width.W)

  /** The residuals'. */
  val zeroPoint = SInt(8.W)

  /** The sums'. */
  val quantisation = new OutputQuantisation
}

/** Whether results pass through a lookup table, and which. */
class LookupChoice extends Bundle {
  val enabled = Bool()
  val table = UInt(StoreField.LOOKUP_TABLE.width.W)
}

/** What a tile's results share besides their channels' biases and scales. */
class Activation extends Bundle {
  val quantisation = new OutputQuantisation
  val residual = new ResidualAddition
  val lookup = new LookupChoice
}

/** One step of the walk over a tile's pooling windows. Where windows share no columns, a window counts as a single column. */
class Tap extends Bundle {
  /** The tap lies in the tile: its sums were requested in this cycle. Others only take their place in the window. */
  val exists = Bool()
  val firstOfColumn = Bool()
  val lastOfColumn = Bool()

  /** Columns before this one that belong to the same window. */
  val earlierColumns = UInt(log2Ceil(WindowMaximum.columns).W)
  val lastOfWindow = Bool()
  val lastOfTile = Bool()
}

/** Where a descriptor's vectors go: `job` as it stands, or with scratchpad byte addresses. */
class Destination extends Bundle {
  val toScratchpad = Bool()
  val job = new WriteJob
}
