package systole.hw.store

import scala.util.Random
import scala.util.hashing.MurmurHash3
import systole.contract.{Configuration, Descriptor, MemoryConfiguration, Opcode, Progress, Region, SnapshotField, StoreField}

/** A descriptor with the memories' contents that it meets.
  *
  * @param accumulator the sum by row and lane
  */
case class StoreCase(descriptor: Descriptor, parameters: StoreModel.Parameters, accumulator: (Int, Int) => Int) {
  def isSnapshot: Boolean = descriptor.opcode == Opcode.SNAPSHOT
  def toScratchpad: Boolean = !isSnapshot && descriptor.get(StoreField.TO_SCRATCHPAD) == 1
  lazy val vectors: Seq[(Int, Seq[Byte])] = StoreModel.vectors(descriptor, parameters, accumulator)
}

/** Draws descriptors. They use two parameter blocks and lookup tables in turn, and number k waits for EXECUTE k + 1. */
class RandomStores(configuration: Configuration, random: Random) {
  private val size = configuration.array.size
  private def chance(oneIn: Int): Boolean = random.nextInt(oneIn) == 0
  private def choose[T](options: T*): T = options(random.nextInt(options.length))

  def next(number: Int): StoreCase = if (chance(5)) snapshot(number) else store(number)

  def snapshot(number: Int): StoreCase = {
    val descriptor = Descriptor.of(Opcode.SNAPSHOT).waitFor(Progress.EXECUTE, number + 1)
      .set(SnapshotField.REGION, random.nextInt(Region.values.length))
      .set(SnapshotField.ADDRESS, 64L * random.nextInt(1 << 20))
    StoreCase(descriptor.build, StoreModel.Parameters(Nil, Nil, Nil), (_, _) => 0)
  }

  def store(number: Int): StoreCase = {
    val (kernelRows, kernelColumns, stride) = choose((1, 1, 1), (1, 1, 1), (1, 1, 3), (2, 2, 2), (3, 3, 2), (3, 3, 1), (1, 4, 2), (2, 4, 3), (1, 2, 1), (2, 5, 1), (2, 2, 0))
    stored(number, kernelRows, kernelColumns, stride, 1 + random.nextInt(7), 1 + random.nextInt(5), -random.nextInt(4))
  }

  /** An unpooled tile of that many vectors, which all exist. */
  def row(number: Int, columns: Int): StoreCase = {
    val drawn = stored(number, 1, 1, 1, columns, 1, 0)
    drawn.copy(descriptor = drawn.descriptor.`with`(StoreField.VALID_COLUMNS, columns).`with`(StoreField.ORIGIN_Y, 0))
  }

  private def stored(number: Int, kernelRows: Int, kernelColumns: Int, stride: Int, columns: Int, rows: Int, origin: Int): StoreCase = {
    val bits = 8 + random.nextInt(24)
    val seed = random.nextInt()
    val bounds = Seq.fill(2)(random.nextInt(256) - 128).sorted
    val lookup = chance(3)
    val descriptor = Descriptor.of(Opcode.STORE).waitFor(Progress.EXECUTE, number + 1)
      .set(StoreField.ACCUMULATOR_BASE, random.nextInt(1 << 16))
      .set(StoreField.ROW_STEP, random.nextInt(1 << 16))
      .set(StoreField.KERNEL_ROW_STEP, random.nextInt(1 << 16))
      .set(StoreField.COLUMNS, columns).set(StoreField.ROWS, rows)
      .set(StoreField.KERNEL_COLUMNS, kernelColumns).set(StoreField.KERNEL_ROWS, kernelRows)
      .set(StoreField.STRIDE_X, stride).set(StoreField.STRIDE_Y, choose(stride, 1, 255))
      .set(StoreField.ORIGIN_X, origin).set(StoreField.ORIGIN_Y, choose(origin, 0, -600))
      .set(StoreField.VALID_COLUMNS, choose(columns * stride, columns, 1, 65535))
      .set(StoreField.VALID_ROWS, choose(rows * stride, rows, 65535))
      .set(StoreField.PARAMETER_BASE, MemoryConfiguration.PARAMETER_ROWS_PER_BLOCK * (number % 2))
      .set(StoreField.ZERO_POINT, random.nextInt(256) - 128)
      .set(StoreField.CLAMP_LOW, choose(-128, bounds.head)).set(StoreField.CLAMP_HIGH, choose(127, bounds.last))
      .set(StoreField.LOOKUP, if (lookup) 1 else 0).set(StoreField.LOOKUP_TABLE, number % 2)
      .set(StoreField.REGION, random.nextInt(Region.values.length))
    if (chance(2)) {
      descriptor.set(StoreField.TO_SCRATCHPAD, 1).set(StoreField.ADDRESS, size.toLong * random.nextInt(1 << 19))
    } else {
      descriptor.set(StoreField.ADDRESS, size.toLong * random.nextInt(1 << 26))
    }
    descriptor.set(StoreField.ROW_PITCH, size * random.nextInt(1 << 12))
    setAddition(descriptor, bounds)
    if (kernelRows == 1 && kernelColumns == 1 && stride == 1 && chance(2)) descriptor.set(StoreField.RESIDUAL, 1).set(StoreField.STRIDE_Y, 1)
    StoreCase(descriptor.build, parameters(bits), (row, lane) => MurmurHash3.arrayHash(Array(seed, row, lane)) >> (32 - bits))
  }

  /** Multipliers that spread sums over int8, here and there the extreme ones. */
  private def setAddition(descriptor: Descriptor.Builder, bounds: Seq[Int]): Unit = {
    val shift = choose(0, 31, 1 + random.nextInt(21), 1 + random.nextInt(21))
    def multiplier = choose(0, (1 << 22) - 1, random.nextInt(1 << 22), random.nextInt(2 << (shift min 21)) min (1 << 22) - 1)
    descriptor.set(StoreField.RESIDUAL_BASE, random.nextInt(1 << 14)).set(StoreField.SHIFT, shift)
      .set(StoreField.MULTIPLIER, multiplier).set(StoreField.RESIDUAL_MULTIPLIER, multiplier)
      .set(StoreField.RESIDUAL_ZERO_POINT, random.nextInt(256) - 128).set(StoreField.SUM_ZERO_POINT, random.nextInt(256) - 128)
      .set(StoreField.SUM_CLAMP_LOW, choose(-128, bounds.head)).set(StoreField.SUM_CLAMP_HIGH, choose(127, bounds.last))
  }

  /** Scales that spread sums of that many bits over int8, here and there one that saturates or vanishes. */
  private def parameters(bits: Int): StoreModel.Parameters = {
    val exponent = if (chance(10)) random.nextInt(254) - 126 else 8 - bits
    StoreModel.Parameters(
      Seq.fill(size)(if (chance(10)) random.nextInt() else random.nextInt() >> (32 - bits)),
      Seq.fill(size)(Math.scalb(1 + random.nextFloat() / 2, exponent)),
      Seq.fill(256)(random.nextInt().toByte))
  }
}
