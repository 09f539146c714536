package systole.hw.store

import chisel3._
import chisel3.util._

/** Requantises a vector a cycle: int32 to float32, times a float32 scale, to the nearest integer, plus the zero point, clamped;
  * each rounding to nearest even, so that results equal IEEE 754 arithmetic bit by bit. The float product needs no case for
  * subnormals, as a non-zero integer times a normal scale is never below 2^-126, nor for infinity, as it clamps like any other
  * large value.
  *
  * Each stage's registers change only when a vector enters it. Scales are sampled one cycle after their values,
  * `quantisation` in the last stage.
  *
  * @param lanes vector length
  */
class Requantiser(lanes: Int) extends Module {
  import Requantiser._

  val io = IO(new Bundle {
    val values = Flipped(Valid(Vec(lanes, UInt(32.W))))

    /** float32, positive and normal. */
    val scales = Input(Vec(lanes, UInt(32.W)))
    val quantisation = Input(new OutputQuantisation)
    val results = Valid(Vec(lanes, SInt(8.W)))
  })

  private val enters = Seq.iterate(io.values.valid, latency + 1)(RegNext(_, false.B))
  private def stage[T <: Data](number: Int)(results: Seq[T]): Vec[T] = RegEnable(VecInit(results), enters(number))

  private val normalised = stage(0)(io.values.bits.map(normalise))
  private val products = stage(1)(normalised.zip(io.scales).map { case (value, scale) => multiply(value, scale) })
  private val rounded = stage(2)(products.map(roundProduct))
  private val integers = stage(3)(rounded.map(toInteger))
  private val finished = stage(4)(integers.map(finish(_, io.quantisation)))

  io.results.valid := enters(latency)
  io.results.bits := finished
}

object Requantiser {
  /** Cycles from a value to its result. */
  val latency = 5

  /** Cycles from a value to the last use of its scale. */
  val scaleUse = 1

  /** (-1)^negative * significand * 2^exponent up to a constant power of two that belongs to the stage. */
  private class Scaled(exponentBits: Int, significandBits: Int) extends Bundle {
    val negative = Bool()
    val exponent = UInt(exponentBits.W)
    val significand = UInt(significandBits.W)
  }

  /** (-1)^negative * magnitude. */
  private class SignMagnitude extends Bundle {
    val negative = Bool()
    val magnitude = UInt(9.W)
  }

  /** The upper bits, rounded to nearest even; one bit wider, as rounding up may carry. */
  private[store] def roundToEven(bits: UInt, dropped: Int): UInt = {
    val kept = bits >> dropped
    val half = bits(dropped - 1)
    val below = bits(dropped - 2, 0).orR
    kept +& (half && (below || kept(0)))
  }

  /** Significand 2^23 to 2^24 inclusive (a carry of the rounding is not shifted back: the multiplier has a bit to spare), or 0;
    * weight 2^(exponent - 23).
    */
  private def normalise(value: UInt): Scaled = {
    val magnitude = Mux(value(31), (0.U - value)(31, 0), value)
    // A binary search for the leading one: each step shifts by its width if that many upper bits are 0.
    val (aligned, shifts) = Seq(16, 8, 4, 2, 1).foldLeft((magnitude, Seq.empty[Bool])) { case ((bits, done), width) =>
      val shift = !bits(31, 32 - width).orR
      (Mux(shift, (bits << width)(31, 0), bits), done :+ shift)
    }
    val result = Wire(new Scaled(5, 25))
    result.negative := value(31)
    result.exponent := ~Cat(shifts)
    result.significand := roundToEven(aligned, 8)
    result
  }

  /** Significand 2^46 to 2^48 - 1, or 0; weight 2^(exponent - 173). */
  private def multiply(value: Scaled, scale: UInt): Scaled = {
    val result = Wire(new Scaled(9, 48))
    result.negative := value.negative
    result.exponent := value.exponent +& scale(30, 23)
    result.significand := (value.significand * Cat(1.U(1.W), scale(22, 0)))(47, 0)
    result
  }

  /** Significand 2^23 to 2^24 inclusive, or 0; weight 2^(exponent - 150). */
  private def roundProduct(product: Scaled): Scaled = {
    val large = product.significand(47)
    val aligned = Mux(large, product.significand, (product.significand << 1)(47, 0))
    val result = Wire(new Scaled(9, 25))
    result.negative := product.negative
    result.exponent := product.exponent + large
    result.significand := roundToEven(aligned, 24)
    result
  }

  /** An integer of at most 256; a larger value counts as 256, which any zero point leaves outside int8. */
  private def toInteger(value: Scaled): SignMagnitude = {
    // 24 fraction bits at exponent 126, where values are at most 1/2 below and at least 256 from 135 on.
    val fixed = (value.significand << (value.exponent - 126.U)(3, 0))(32, 0)
    val result = Wire(new SignMagnitude)
    result.negative := value.negative
    result.magnitude := roundToEven(fixed, 24)(8, 0)
    when(value.exponent > 134.U) { result.magnitude := value.significand(24, 23).orR << 8 }
    when(value.exponent < 126.U) { result.magnitude := 0.U }
    result
  }

  private def finish(integer: SignMagnitude, quantisation: OutputQuantisation): SInt = {
    val magnitude = integer.magnitude.zext
    quantisation.clamp(Mux(integer.negative, -magnitude, magnitude) +& quantisation.zeroPoint)
  }
}
