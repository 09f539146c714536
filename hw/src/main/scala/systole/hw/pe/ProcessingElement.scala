package systole.hw.pe

import chisel3._
import chisel3.util._
import chisel3.util.experimental.InlineInstance

/** Two int32 sums, of the PE's even and odd output column. */
class SumPair extends Bundle {
  val even = UInt(32.W)
  val odd = UInt(32.W)
}

/** One cell of the array: multiplies D activations with the weights of two output columns and adds both dot products to the sums
  * that come from above.
  *
  * Two int8 products share a multiplier: the odd column's weight stands 18 bits above the even one's, so one 27 x 8 bit product
  * (a DSP48E2) holds both. Up to four such products add up without touching each other: 4 * 128 * 128 = 2^16 fits 18 signed
  * bits. An offset of 2^17 in both fields keeps them positive, so that no field borrows from the other; `sumsOfNothing` takes
  * the offsets of a whole column of PEs back.
  *
  * Operands are sign-extended where they enter the array and then held as machine words, modulo 2^64: to a simulator every
  * product is one multiplication, and synthesis can fold the copies of a sign bit into one flip-flop.
  *
  * Timing, while enabled: activations go right after one cycle; the products are registered, so the sums from above are added
  * one cycle after the activations arrive and leave in the cycle after that. Weights written in a cycle serve the next one's
  * activations.
  *
  * @param dotLength activations a cycle, D
  */
class ProcessingElement(dotLength: Int) extends Module with InlineInstance {
  import ProcessingElement._
  require(dotLength <= 4, s"the packed fields hold 4 products, not $dotLength")

  val io = IO(new Bundle {
    val enable = Input(Bool())
    val activations = Input(Vec(dotLength, operand))
    val weightWrite = Input(Bool())

    /** D weights of the even column, then D of the odd one, 8 bits each. */
    val weights = Input(UInt((16 * dotLength).W))
    val sumsIn = Input(new SumPair)
    val activationsOut = Output(Vec(dotLength, operand))
    val sumsOut = Output(new SumPair)
  })

  private val activations = Reg(Vec(dotLength, operand))
  private val packedWeights = Reg(Vec(dotLength, operand))
  private val products = Reg(operand)
  private val sums = Reg(new SumPair)

  when(io.enable) {
    activations := io.activations
    products := packedWeights.zip(io.activations).map { case (weight, a) => (weight * a)(63, 0) }.reduce(_ + _) + offsets.U
    sums.even := io.sumsIn.even + products(fieldBits - 1, 0)
    sums.odd := io.sumsIn.odd + products(2 * fieldBits - 1, fieldBits)
  }
  when(io.enable && io.weightWrite) {
    for (i <- 0 until dotLength)
      packedWeights(i) := (signExtended(io.weights, dotLength + i) << fieldBits)(63, 0) + signExtended(io.weights, i)
  }

  io.activationsOut := activations
  io.sumsOut := sums
}

object ProcessingElement {
  private val fieldBits = 18
  private val fieldOffset = BigInt(1) << (fieldBits - 1)
  private val offsets = (fieldOffset << fieldBits) + fieldOffset

  /** An operand of the multipliers: a sign-extended int8, or two packed ones. */
  def operand: UInt = UInt(64.W)

  /** Byte `index` of a vector as an operand. */
  def signExtended(vector: UInt, index: Int): UInt = {
    val byte = vector(8 * index + 7, 8 * index)
    Cat(Fill(56, byte(7)), byte)
  }

  /** What enters a column of that many PEs from above. */
  def sumsOfNothing(peRows: Int): SumPair = {
    val sums = Wire(new SumPair)
    val compensation = ((BigInt(1) << 32) - peRows * fieldOffset).U(32.W)
    sums.even := compensation
    sums.odd := compensation
    sums
  }
}
