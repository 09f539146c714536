package systole.hw.memory

import chisel3._
import chisel3.util._
import systole.contract.Configuration

/** What happens to the sums of the next cycle. */
class Accumulation extends Bundle {
  val row = UInt(16.W)

  /** The row's old sums are forgotten. */
  val overwrite = Bool()
}

/** The partial sums: rows of N int32 in two banks, the lower and the upper half of the rows. The array adds to a row a cycle; the drain reads a row
  * a cycle from a bank whose old sums the array does not need in that cycle.
  *
  * Reading and adding takes two cycles, so two additions to the same row must be at least two cycles apart: the shortest pass sees to that.
  */
class Accumulator(configuration: Configuration) extends Module {
  private val size = configuration.array.size
  private val rows = configuration.memory.accumulatorRows
  private val rowBits = log2Ceil(rows)
  require(configuration.array.minimumPass >= 2)

  val io = IO(new Bundle {
    /** Announces sums that come in the next cycle. */
    val accumulate = Flipped(Valid(new Accumulation))
    val sums = Input(UInt((32 * size).W))
    val drain = new Bundle {
      val request = Flipped(Decoupled(UInt(16.W)))

      /** The row, in the cycle after its request was taken. */
      val data = Output(UInt((32 * size).W))
    }

    /** Anything may change in this cycle. */
    val awake = Output(Bool())
  })

  private def bankOf(row: UInt): UInt = row(rowBits - 1)
  private def rowInBank(row: UInt): UInt = row(rowBits - 2, 0)

  private val needsOld = io.accumulate.valid && !io.accumulate.bits.overwrite
  private val pending = RegNext(io.accumulate.valid, false.B)
  private val accumulation = RegEnable(io.accumulate.bits, io.accumulate.valid)
  private val drainedBank = RegEnable(bankOf(io.drain.request.bits), io.drain.request.fire)

  io.drain.request.ready := !(needsOld && bankOf(io.accumulate.bits.row) === bankOf(io.drain.request.bits))

  io.awake := io.accumulate.valid || pending || io.drain.request.valid

  private val memories = Seq.tabulate(2)(b => SyncReadMem(rows / 2, UInt((32 * size).W)).suggestName(s"bank$b"))
  private val read = memories.zipWithIndex.map { case (memory, b) =>
    val forArray = needsOld && bankOf(io.accumulate.bits.row) === b.U
    val forDrain = io.drain.request.valid && bankOf(io.drain.request.bits) === b.U
    val row = Mux(forArray, rowInBank(io.accumulate.bits.row), rowInBank(io.drain.request.bits))
    memory.read(row, forArray || forDrain)
  }

  io.drain.data := Mux(drainedBank.asBool, read(1), read(0))

  private def lane(vector: UInt, index: Int): UInt = vector(32 * index + 31, 32 * index)
  for ((memory, b) <- memories.zipWithIndex) {
    when(pending && bankOf(accumulation.row) === b.U) {
      val added = Cat(Seq.tabulate(size)(i => lane(read(b), i) + lane(io.sums, i)).reverse)
      memory.write(rowInBank(accumulation.row), Mux(accumulation.overwrite, io.sums, added))
    }
  }
}
