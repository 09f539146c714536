package systole.hw.pe

import chisel3._
import chisel3.util.experimental.InlineInstance

/** Two int32 sums, of the PE's even and odd output column. */
class SumPair extends Bundle {
  val even = UInt(32.W)
  val odd = UInt(32.W)
}

/** One cell of the array: multiplies D activations with the weights of two output columns and adds both dot products to the sums
  * that come from above.
  *
  * Both dot products stand in fields of 18 bits, each with an offset of 2^17 that keeps it positive: four products of int8 are at
  * most 4 * 128 * 128 = 2^16. `sumsOfNothing` takes the offsets of a whole column of PEs back.
  *
  * Timing, while enabled: activations go right after one cycle; the products are registered, so the sums from above are added
  * one cycle after the activations arrive and leave in the cycle after that. Weights written in a cycle serve the next one's
  * activations.
  *
  * @param dotLength activations a cycle, D
  * @param multipliers how operands are held and multiplied
  */
class ProcessingElement(dotLength: Int, multipliers: Multipliers) extends Module with InlineInstance {
  import Multipliers.{fieldBits, fields}
  require(dotLength <= 4, s"the fields hold 4 products, not $dotLength")

  val io = IO(new Bundle {
    val enable = Input(Bool())
    val activations = Input(Vec(dotLength, multipliers.activation))
    val weightWrite = Input(Bool())

    /** D weights of the even column, then D of the odd one, 8 bits each. */
    val weights = Input(UInt((16 * dotLength).W))
    val sumsIn = Input(new SumPair)
    val activationsOut = Output(Vec(dotLength, multipliers.activation))
    val sumsOut = Output(new SumPair)
  })

  private val activations = Reg(Vec(dotLength, multipliers.activation))
  private val weightPairs = Reg(Vec(dotLength, multipliers.weightPair))
  private val products = Reg(multipliers.products)
  private val sums = Reg(new SumPair)

  when(io.enable) {
    activations := io.activations
    products := multipliers.dotProducts(weightPairs, io.activations)
    sums.even := io.sumsIn.even + products(fieldBits - 1, 0)
    sums.odd := io.sumsIn.odd + products(fields - 1, fieldBits)
  }
  when(io.enable && io.weightWrite) {
    for (i <- 0 until dotLength) weightPairs(i) := multipliers.pair(Bytes(io.weights, i), Bytes(io.weights, dotLength + i))
  }

  io.activationsOut := activations
  io.sumsOut := sums
}

object ProcessingElement {
  /** What enters a column of that many PEs from above. */
  def sumsOfNothing(peRows: Int): SumPair = {
    val sums = Wire(new SumPair)
    val compensation = ((BigInt(1) << 32) - peRows * Multipliers.fieldOffset).U(32.W)
    sums.even := compensation
    sums.odd := compensation
    sums
  }
}
