package systole.hw.store

import chisel3._
import chisel3.util._
import systole.contract.StoreField
import systole.hw.common.{LoopNest, Track}
import systole.hw.control.StoreDescriptor

/** Walks a tile's taps in the order of [[systole.contract.StoreField]]: output rows, output columns, window rows, window
  * columns.
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

  // The largest coordinate is below 2^24 + 2^16; with one more bit a negative one, read unsigned, exceeds every valid one.
  private val coordinateBits = StoreField.COLUMNS.width + StoreField.STRIDE_X.width + 1
  private val counts = Seq(io.tile.kernelColumns, io.tile.kernelRows, io.tile.columns, io.tile.rows)
  private val tracks = Seq(Track("accumulator", 16), Track("x", coordinateBits), Track("y", coordinateBits))
  private val nest = Module(new LoopNest(counts.map(_.getWidth), tracks))

  nest.io.bounds.counts := counts
  nest.io.bounds.steps(0) := Seq(1.U, io.tile.kernelRowStep, io.tile.strideX, io.tile.rowStep)
  nest.io.bounds.steps(1) := Seq(1.U, 0.U, io.tile.strideX, 0.U)
  nest.io.bounds.steps(2) := Seq(0.U, 1.U, 0.U, io.tile.strideY)
  nest.io.start.valid := io.start
  nest.io.start.bits(0) := io.tile.accumulatorBase
  nest.io.start.bits(1) := io.tile.originX.pad(coordinateBits).asUInt
  nest.io.start.bits(2) := io.tile.originY.pad(coordinateBits).asUInt
  nest.io.step := io.step

  private val window = 1 // the level of a window's rows
  io.row := nest.io.values(0)
  io.tap.exists := nest.io.values(1) < io.tile.validColumns && nest.io.values(2) < io.tile.validRows
  io.tap.firstOfWindow := nest.io.first(window)
  io.tap.lastOfWindow := nest.io.last(window)
  io.tap.lastOfTile := nest.io.last.last
}
