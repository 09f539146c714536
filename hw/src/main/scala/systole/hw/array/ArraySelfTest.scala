package systole.hw.array

import chisel3._
import chisel3.util._
import systole.contract.ArrayConfiguration
import systole.hw.pe.Multipliers

/** The array with what it takes to test it on a device that has room for little else: tiles and vectors by chance go in, one a cycle, all
  * sums are folded into a signature, and that is compared with the one that plain loops computed when this was elaborated.
  *
  * @param expected the signature; another one than `ArraySelfTest.signature` shows that the test can fail
  */
class ArraySelfTest(configuration: ArrayConfiguration, multipliers: Multipliers, expected: BigInt) extends Module {
  import ArraySelfTest._
  private val size = configuration.size

  val io = IO(new Bundle {
    /** The test is over. */
    val done = Output(Bool())

    /** All sums were right. */
    val passed = Output(Bool())
  })

  private val latency = SystolicArray.latency(configuration)
  private val cycle = RegInit(0.U(log2Ceil(vectors + latency + 2).W))
  private val end = cycle === (vectors + latency + 1).U
  private val activations = RegInit(activationSeed(size).U((8 * size).W))
  private val weights = RegInit(weightSeed(size).U((16 * size).W))
  private val signature = RegInit(0.U(32.W))

  private val array = Module(new SystolicArray(configuration, multipliers))
  array.io.enable := !end
  array.io.tileStart := cycle(log2Ceil(tileLength(configuration)) - 1, 0) === 0.U
  array.io.weights := weights
  array.io.activations := activations

  private val lanes = Seq.tabulate(size)(j => array.io.sums(32 * j + 31, 32 * j).rotateLeft(j))
  when(!end) {
    cycle := cycle + 1.U
    activations := Cat(activations(activations.getWidth - 2, 0), taps(activations.getWidth).map(activations(_)).reduce(_ ^ _))
    weights := Cat(weights(weights.getWidth - 2, 0), taps(weights.getWidth).map(weights(_)).reduce(_ ^ _))
    when(cycle > latency.U) { signature := signature.rotateLeft(1) ^ lanes.reduce(_ ^ _) }
  }
  io.done := end
  io.passed := end && signature === expected.U
}

/** An [[ArraySelfTest]] that begins by itself once its device is configured, as registers of iCE40 devices are 0 then. */
class ArraySelfTestBoard(configuration: ArrayConfiguration, multipliers: Multipliers) extends RawModule {
  override def desiredName: String = ArraySelfTest.boardName
  val clock = IO(Input(Clock()))
  val done, passed = IO(Output(Bool()))

  private val cycles = withClock(clock) { Reg(UInt(4.W)) }
  private val started = cycles.andR
  withClock(clock) { when(!started) { cycles := cycles + 1.U } }
  private val test = withClockAndReset(clock, !started) {
    Module(new ArraySelfTest(configuration, multipliers, ArraySelfTest.signature(configuration)))
  }
  done := test.io.done
  passed := test.io.passed
}

object ArraySelfTest {
  /** The top module's name on a board. */
  final val boardName = "array_self_test"

  /** Vectors that are multiplied: cycle c + 1 sends vector c, one cycle after the first weights. */
  val vectors = 1000

  private def activationSeed(size: Int): BigInt = (BigInt(1) << (8 * size)) - 3
  private def weightSeed(size: Int): BigInt = (BigInt(1) << (16 * size)) - 5

  /** Bits whose parity enters at the bottom of a shift register. */
  private def taps(width: Int): Seq[Int] = Seq(width - 1, width / 2, width / 3, 0)

  /** A power of two that leaves a tile's weights the time to enter. */
  private def tileLength(configuration: ArrayConfiguration): Int = 2 * configuration.peColumns

  /** What the sums of an array that multiplies right are folded to. */
  def signature(configuration: ArrayConfiguration): BigInt = {
    val size = configuration.size
    val activations = LazyList.iterate(activationSeed(size))(shifted(_, 8 * size))
    val weights = LazyList.iterate(weightSeed(size))(shifted(_, 16 * size))
    def byte(bits: BigInt, index: Int): Int = (bits >> (8 * index)).toByte.toInt
    val length = tileLength(configuration)
    (0 until vectors).foldLeft(0) { (folded, v) =>
      val vector = activations(v + 1)
      val sums = (0 until size).map { j =>
        val pair = weights(v / length * length + j / 2)
        (0 until size).map(k => byte(pair, k + size * (j % 2)) * byte(vector, k)).sum
      }
      Integer.rotateLeft(folded, 1) ^ sums.zipWithIndex.map { case (sum, j) => Integer.rotateLeft(sum, j) }.reduce(_ ^ _)
    } & 0xffffffffL
  }

  private def shifted(state: BigInt, width: Int): BigInt =
    ((state << 1) & ((BigInt(1) << width) - 1)) | taps(width).count(state.testBit) % 2
}
