package systole.hw.store

import chisel3._
import chisel3.util._
import systole.contract.StoreField
import systole.hw.common.{LoopNest, Track}
import systole.hw.control.StoreDescriptor

/** Walks a tile's taps: output rows, output columns, window columns, window rows.
  *
  * Windows that overlap sideways share the maxima of their columns: of each output row such a walk takes an accumulator column once,
  * and every window but the row's first begins behind the columns that it shares with the one before. Rows below the tile are not
  * walked, and of columns beside it a single tap, so that a window's end comes from a tap in any case.
  */
class WindowWalk extends Module {
  val io = IO(new Bundle {
    /** Held from `start` to the last step. */
    val tile = Input(new StoreDescriptor)
    val start = Input(Bool())
    val step = Input(Bool())

    /** Accumulator row of the tap. */
    val row = Output(UInt(16.W))
    val tap = Output(new Tap)
  })

  // The largest coordinate is below 2^24 + 2^16; with one more bit a negative one, read unsigned, exceeds every valid one. Another
  // bit is the sign.
  private val coordinateBits = StoreField.COLUMNS.width + StoreField.STRIDE_X.width + 2
  private val kernelColumns = io.tile.kernelColumns
  private val strideX = io.tile.strideX
  private val shares = strideX =/= 0.U && strideX < kernelColumns && kernelColumns <= WindowMaximum.columns.U

  private val tracks = Seq(Track("accumulator", 16), Track("x", coordinateBits), Track("y", coordinateBits))
  private val nest = Module(new LoopNest(
    Seq(io.tile.kernelRows, kernelColumns, io.tile.columns, io.tile.rows).map(_.getWidth), tracks))
  private val Seq(x, y) = Seq(1, 2).map(nest.io.values(_))
  private val columnExists = x < io.tile.validColumns
  nest.io.step := io.step
  nest.io.cut := !columnExists || y.asSInt +& 1.S >= io.tile.validRows.zext

  private val beginsRow = io.start || nest.io.last(2) // the next window is its row's first
  private val firstOfRow = RegEnable(beginsRow, io.start || io.step && nest.io.last(1))
  private val newColumns = Mux(shares && !beginsRow, strideX, kernelColumns)
  private val windowStep = Mux(shares && firstOfRow, kernelColumns, strideX)
  nest.io.bounds.counts := Seq(io.tile.kernelRows, newColumns, io.tile.columns, io.tile.rows)
  nest.io.bounds.steps(0) := Seq(io.tile.kernelRowStep, 1.U, windowStep, io.tile.rowStep)
  nest.io.bounds.steps(1) := Seq(0.U, 1.U, windowStep, 0.U)
  nest.io.bounds.steps(2) := Seq(1.U, 0.U, 0.U, io.tile.strideY)
  nest.io.start.valid := io.start
  nest.io.start.bits(0) := io.tile.accumulatorBase
  nest.io.start.bits(1) := io.tile.originX.pad(coordinateBits).asUInt
  nest.io.start.bits(2) := io.tile.originY.pad(coordinateBits).asUInt

  io.row := nest.io.values(0)
  io.tap.exists := columnExists && y < io.tile.validRows
  io.tap.firstOfColumn := Mux(shares, nest.io.first(0), nest.io.first(1))
  io.tap.lastOfColumn := Mux(shares, nest.io.last(0), nest.io.last(1))
  io.tap.earlierColumns := Mux(shares, (kernelColumns - 1.U)(io.tap.earlierColumns.getWidth - 1, 0), 0.U)
  io.tap.lastOfWindow := nest.io.last(1)
  io.tap.lastOfTile := nest.io.last.last
}
