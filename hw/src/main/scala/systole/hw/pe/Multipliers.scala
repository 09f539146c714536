package systole.hw.pe

import chisel3._
import chisel3.util._
import systole.hw.common.SignedProduct

/** Byte `index` of a vector. */
private[hw] object Bytes {
  def apply(vector: UInt, index: Int): UInt = vector(8 * index + 7, 8 * index)
}

/** How a PE holds its operands and multiplies them; the results are equal bit by bit. */
trait Multipliers {
  /** The register of an activation. */
  def activation: UInt

  /** The register of an even and an odd column's weights for one activation. */
  def weightPair: UInt

  /** The register of what `dotProducts` gives. */
  def products: UInt

  /** An int8 as it enters the array. */
  def enter(byte: UInt): UInt

  /** Two int8 weights as a register holds them. */
  def pair(even: UInt, odd: UInt): UInt

  /** The dot product of the even column's weights in the lowest field, the odd one's above it, both plus `fieldOffset`. */
  def dotProducts(weightPairs: Seq[UInt], activations: Seq[UInt]): UInt
}

object Multipliers {
  /** Bits of a dot product; there are two. */
  val fieldBits = 18
  val fields: Int = 2 * fieldBits
  val fieldOffset: BigInt = BigInt(1) << (fieldBits - 1)
  private[pe] val offsets = (fieldOffset << fieldBits) + fieldOffset

  private[pe] def extended(bits: UInt, width: Int): UInt = bits.asSInt.pad(width).asUInt
}

/** Two int8 products share a multiplication: the odd column's weight stands 18 bits above the even one's. Up to four such products
  * add up without touching each other, and the offset keeps both fields positive, so that no field borrows from the other.
  *
  * Operands are sign-extended where they enter the array and then held as machine words, modulo 2^64: to a simulator every product is
  * one multiplication of its own processor. Synthesis would not see that they are narrow.
  */
object WordMultipliers extends Multipliers {
  import Multipliers._
  private val bits = 64
  def activation: UInt = UInt(bits.W)
  def weightPair: UInt = UInt(bits.W)
  def products: UInt = UInt(bits.W)
  def enter(byte: UInt): UInt = Cat(Fill(bits - 8, byte(7)), byte)
  def pair(even: UInt, odd: UInt): UInt = (enter(odd) << fieldBits)(bits - 1, 0) + enter(even)
  def dotProducts(weightPairs: Seq[UInt], activations: Seq[UInt]): UInt =
    weightPairs.zip(activations).map { case (weights, a) => (weights * a)(bits - 1, 0) }.reduce(_ + _) + offsets.U
}

/** The same sharing in the fewest bits: a product of 27 by 8 bits, as wide as one DSP48E2 multiplies. */
object PackedMultipliers extends Multipliers {
  import Multipliers._
  private val pairBits = fieldBits + 9 // a field's borrow takes the lowest odd weight below -128
  def activation: UInt = UInt(8.W)
  def weightPair: UInt = UInt(pairBits.W)
  def products: UInt = UInt(fields.W)
  def enter(byte: UInt): UInt = byte
  def pair(even: UInt, odd: UInt): UInt = extended(Cat(odd, 0.U(fieldBits.W)), pairBits) + extended(even, pairBits)
  def dotProducts(weightPairs: Seq[UInt], activations: Seq[UInt]): UInt =
    weightPairs.zip(activations).map { case (weights, a) => extended(SignedProduct(weights, a), fields) }.reduce(_ + _) + offsets.U
}

/** A multiplier of 8 by 8 bits for each product: for devices without wide ones. */
object SeparateMultipliers extends Multipliers {
  import Multipliers._
  def activation: UInt = UInt(8.W)
  def weightPair: UInt = UInt(16.W)
  def products: UInt = UInt(fields.W)
  def enter(byte: UInt): UInt = byte
  def pair(even: UInt, odd: UInt): UInt = Cat(odd, even)
  def dotProducts(weightPairs: Seq[UInt], activations: Seq[UInt]): UInt =
    Cat(Seq(1, 0).map(column => dotProduct(weightPairs.map(Bytes(_, column)), activations)))

  private def dotProduct(weights: Seq[UInt], activations: Seq[UInt]): UInt =
    weights.zip(activations).map { case (w, a) => extended(SignedProduct(w, a), fieldBits) }.reduce(_ + _) + fieldOffset.U
}
