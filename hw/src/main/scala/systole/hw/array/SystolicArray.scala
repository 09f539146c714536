package systole.hw.array

import chisel3._
import chisel3.util._
import systole.contract.ArrayConfiguration
import systole.hw.pe.{Bytes, Multipliers, ProcessingElement, WordMultipliers}

/** The N x N weight-stationary array: a grid of N/D x N/2 PEs.
  *
  * A vector of N activations enters a cycle; PE row r sees its D activations r cycles later, PE column p another p cycles later.
  * Sums flow down; the skew of the columns is taken out below, so a vector's N sums leave together, `latency` cycles after it
  * entered.
  *
  * Weights are double-buffered without a second register: a tile's column pairs enter one a cycle, in step with the tile's first
  * vector, and each PE takes its weights in the very cycle after its last use of the old ones. The second buffer is the weight
  * memory itself, and a new tile can begin every N/2 cycles.
  *
  * All registers share one enable; nothing in the array knows which vectors are valid: that is delayed beside it.
  *
  * @param multipliers the PEs' way to multiply
  */
class SystolicArray(configuration: ArrayConfiguration, multipliers: Multipliers = WordMultipliers) extends Module {
  private val size = configuration.size
  private val dot = configuration.dotLength
  private val peRows = configuration.peRows
  private val peColumns = configuration.peColumns

  val io = IO(new Bundle {
    val enable = Input(Bool())

    /** Lane k is the activation of input channel k. */
    val activations = Input(UInt((8 * size).W))

    /** In the cycle before a tile's first vector: the weights of column pair 0 are at `weights`, those of pair q come q cycles
      * later.
      */
    val tileStart = Input(Bool())

    /** N weights of the pair's even column, then N of the odd one; lane k multiplies input channel k. */
    val weights = Input(UInt((16 * size).W))

    /** Lane j is the sum for output channel j. */
    val sums = Output(UInt((32 * size).W))
  })

  private def delayed[T <: Data](value: T, cycles: Int): T = ShiftRegister(value, cycles, io.enable)

  // The wave that replaces weights passes PE (r, p) r + p cycles after it passed PE (0, 0).
  private val wave = Reg(UInt((peRows + peColumns - 2).W))
  when(io.enable) { wave := Cat(wave(wave.getWidth - 2, 0), io.tileStart) }
  private def waveAt(diagonal: Int): Bool = if (diagonal == 0) io.tileStart else wave(diagonal - 1)

  private val below = (0 until peRows).foldLeft(Seq.fill(peColumns)(ProcessingElement.sumsOfNothing(peRows))) { (above, r) =>
    def slice(vector: UInt, first: Int): UInt = vector(8 * (first + (r + 1) * dot) - 1, 8 * (first + r * dot))
    val rowWeights = delayed(Cat(slice(io.weights, size), slice(io.weights, 0)), r)
    val rowActivations = delayed(slice(io.activations, 0), r)
    var left = VecInit(Seq.tabulate(dot)(i => multipliers.enter(Bytes(rowActivations, i))))
    above.zipWithIndex.map { case (sumsIn, p) =>
      val pe = Module(new ProcessingElement(dot, multipliers))
      pe.io.enable := io.enable
      pe.io.activations := left
      pe.io.weightWrite := waveAt(r + p)
      pe.io.weights := rowWeights
      pe.io.sumsIn := sumsIn
      left = pe.io.activationsOut
      pe.io.sumsOut
    }
  }

  private val aligned = below.zipWithIndex.map { case (pair, p) =>
    delayed(Cat(pair.odd, pair.even), peColumns - 1 - p)
  }
  io.sums := Cat(aligned.reverse)
}

object SystolicArray {
  /** Cycles from a vector's entry to its sums: down the rows, a product register, and across the columns. */
  def latency(configuration: ArrayConfiguration): Int = configuration.peRows + 1 + configuration.peColumns - 1
}
