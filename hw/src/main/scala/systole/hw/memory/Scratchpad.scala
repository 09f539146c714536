package systole.hw.memory

import chisel3._
import chisel3.util._
import systole.contract.Configuration

/** A row for a memory of N-byte rows. */
class RowWrite(configuration: Configuration) extends Bundle {
  val row = UInt(20.W)
  val data = UInt((8 * configuration.array.size).W)
}

/** The activation memory: rows of N bytes, read as windows of N bytes at any byte address, one a cycle beside one row written.
  *
  * Even and odd rows lie in two banks, so that a window that straddles two rows reads both at once. Addresses are modulo the
  * memory's size. Reading a row in the cycle in which it is written is undefined.
  */
class Scratchpad(configuration: Configuration) extends Module {
  private val size = configuration.array.size
  private val rows = configuration.memory.scratchpadRows
  private val rowBits = log2Ceil(rows)
  private val laneBits = log2Ceil(size)

  val io = IO(new Bundle {
    /** Byte address of a window. */
    val read = Flipped(Valid(UInt(24.W)))

    /** The window, in the cycle after its address. */
    val window = Output(UInt((8 * size).W))
    val write = Flipped(Valid(new RowWrite(configuration)))
  })

  private val row = io.read.bits(rowBits + laneBits - 1, laneBits)
  private val lane = io.read.bits(laneBits - 1, 0)
  private val straddles = lane =/= 0.U
  private val evenRow = (row +& 1.U)(rowBits - 1, 1) // the even one of row and row + 1; of the last row's wraps to 0
  private val oddRow = row >> 1

  private def bank(parity: Int, address: UInt): UInt = {
    val memory = SyncReadMem(rows / 2, UInt((8 * size).W)).suggestName(if (parity == 0) "evenRows" else "oddRows")
    when(io.write.valid && io.write.bits.row(0) === parity.U) {
      memory.write(io.write.bits.row(rowBits - 1, 1), io.write.bits.data)
    }
    memory.read(address, io.read.valid && (straddles || row(0) === parity.U))
  }
  private val even = bank(0, evenRow)
  private val odd = bank(1, oddRow)

  private val startsOdd = RegEnable(row(0), io.read.valid)
  private val shift = RegEnable(lane, io.read.valid)
  private val first = Mux(startsOdd, odd, even)
  private val second = Mux(startsOdd, even, odd)
  io.window := Mux(shift === 0.U, first, (Cat(second, first) >> Cat(shift, 0.U(3.W)))(8 * size - 1, 0))
}
