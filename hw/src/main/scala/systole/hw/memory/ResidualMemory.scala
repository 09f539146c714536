package systole.hw.memory

import chisel3._
import chisel3.util._
import systole.contract.{Configuration, StoreField}

/** The activations that wait to be added to results: rows of N bytes, one written and one read a cycle. Row numbers are modulo the
  * memory's size. Reading a row in the cycle in which it is written is undefined.
  */
class ResidualMemory(configuration: Configuration) extends Module {
  private val rowBits = log2Ceil(configuration.memory.residualRows)

  val io = IO(new Bundle {
    val read = Flipped(Valid(UInt(StoreField.RESIDUAL_BASE.width.W)))

    /** The row, in the cycle after its number. */
    val row = Output(UInt((8 * configuration.array.size).W))
    val write = Flipped(Valid(new RowWrite(configuration)))
  })

  private val memory = SyncReadMem(configuration.memory.residualRows, UInt((8 * configuration.array.size).W))
  when(io.write.valid) { memory.write(io.write.bits.row(rowBits - 1, 0), io.write.bits.data) }
  io.row := memory.read(io.read.bits(rowBits - 1, 0), io.read.valid)
}
