package systole.hw.store

import scala.util.hashing.MurmurHash3
import systole.contract.{Descriptor, StoreField}

/** The plain version of what the store engine computes. */
object StoreModel {
  /** Parameters of a channel block and a lookup table. */
  case class Parameters(biases: Seq[Int], scales: Seq[Float], table: Seq[Byte])

  def requantise(value: Int, scale: Float, zeroPoint: Int, low: Int, high: Int): Int = {
    val product: Float = value.toFloat * scale
    (Math.rint(product.toDouble) + zeroPoint).max(low).min(high).toInt
  }

  /** How residuals are added: the contract's fields. */
  case class Addition(zeroPoint: Int, multiplier: Int, residualZeroPoint: Int, residualMultiplier: Int, shift: Int, sumZeroPoint: Int, low: Int, high: Int) {
    def apply(value: Int, residual: Int): Int = {
      val sum = BigDecimal((value - zeroPoint).toLong * multiplier + (residual - residualZeroPoint).toLong * residualMultiplier)
      val rounded = (sum / BigDecimal(1L << shift) + sumZeroPoint).setScale(0, BigDecimal.RoundingMode.HALF_EVEN)
      rounded.toLong.max(low).min(high).toInt
    }
  }

  /** What the residual memory holds in these tests. */
  def residual(row: Int, lane: Int): Byte = MurmurHash3.arrayHash(Array(row, lane)).toByte

  /** The vectors of a STORE in order, each with its byte offset from ADDRESS. */
  def vectors(store: Descriptor, parameters: Parameters, accumulator: (Int, Int) => Int): Seq[(Int, Seq[Byte])] = {
    def field(f: StoreField): Int = Math.toIntExact(store.get(f))
    import StoreField._
    val size = parameters.biases.length

    val addition = Addition(field(ZERO_POINT), field(MULTIPLIER), field(RESIDUAL_ZERO_POINT), field(RESIDUAL_MULTIPLIER), field(SHIFT),
      field(SUM_ZERO_POINT), field(SUM_CLAMP_LOW), field(SUM_CLAMP_HIGH))

    def result(row: Int, lane: Int, pixel: Int): Int = {
      val sum = accumulator(row, lane) + parameters.biases(lane)
      val q = requantise(sum, parameters.scales(lane), field(ZERO_POINT), field(CLAMP_LOW), field(CLAMP_HIGH))
      val added = if (field(RESIDUAL) == 1) addition(q, residual(field(RESIDUAL_BASE) + pixel & 0x3fff, lane)) else q
      if (field(LOOKUP) == 1) parameters.table(added & 0xff) else added
    }

    for (y <- 0 until field(ROWS); x <- 0 until field(COLUMNS)) yield {
      val rows = for {
        ky <- 0 until field(KERNEL_ROWS)
        kx <- 0 until field(KERNEL_COLUMNS)
        iy = field(ORIGIN_Y) + y * field(STRIDE_Y) + ky
        ix = field(ORIGIN_X) + x * field(STRIDE_X) + kx
        if 0 <= iy && iy < field(VALID_ROWS) && 0 <= ix && ix < field(VALID_COLUMNS)
      } yield field(ACCUMULATOR_BASE) + y * field(ROW_STEP) + x * field(STRIDE_X) + ky * field(KERNEL_ROW_STEP) + kx & 0xffff
      val maxima = (0 until size).map(lane => rows.map(result(_, lane, y * field(COLUMNS) + x)).foldLeft(-128)(_ max _).toByte)
      (y * field(ROW_PITCH) + x * size, maxima)
    }
  }

  /** The value of a wire of `width`-bit lanes, the first in the low bits. */
  def pack(lanes: Seq[Int], width: Int): BigInt = {
    val bytes = width / 8
    val little = lanes.flatMap(lane => (0 until bytes).map(b => (lane >> (8 * b)).toByte))
    BigInt(1, little.reverse.toArray)
  }

  /** The bytes of a wire, the low ones first. */
  def bytes(value: BigInt, count: Int): Seq[Byte] = {
    val big = value.toByteArray.reverse
    (0 until count).map(i => if (i < big.length) big(i) else 0.toByte)
  }
}
