package systole.hw.memory

import chisel3._
import chisel3.util._
import systole.contract.Configuration

/** The weight memory: N-byte rows go in one at a time and come out in pairs, one pair a cycle: a pair is the weights of two output
  * channels, which enter the array together.
  */
class WeightMemory(configuration: Configuration) extends Module {
  private val size = configuration.array.size
  private val rows = configuration.memory.weightRows
  private val pairBits = log2Ceil(rows) - 1

  val io = IO(new Bundle {
    /** A pair's number: half the number of its even row. Modulo the memory's size. */
    val read = Flipped(Valid(UInt(19.W)))

    /** The even row below the odd one, in the cycle after the address. */
    val pair = Output(UInt((16 * size).W))
    val write = Flipped(Valid(new RowWrite(configuration)))
  })

  private def bank(parity: Int): UInt = {
    val memory = SyncReadMem(rows / 2, UInt((8 * size).W)).suggestName(if (parity == 0) "evenRows" else "oddRows")
    when(io.write.valid && io.write.bits.row(0) === parity.U) {
      memory.write(io.write.bits.row(pairBits, 1), io.write.bits.data)
    }
    memory.read(io.read.bits(pairBits - 1, 0), io.read.valid)
  }
  io.pair := Cat(bank(1), bank(0))
}
