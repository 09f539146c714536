package systole.hw.store

import chisel3._
import chisel3.util._
import systole.contract.{Configuration, LocalMemory, MemoryConfiguration}
import systole.hw.dma.LocalWrite

/** Biases and scales of channel blocks, and registers that hold those of one block. A block's rows are read one a cycle, the
  * biases first; the registers hold the whole block from the cycle after `done` on.
  */
class ParameterMemory(configuration: Configuration) extends Module {
  private val size = configuration.array.size
  private val rows = configuration.memory.parameterRows
  private val rowsPerBlock = MemoryConfiguration.PARAMETER_ROWS_PER_BLOCK
  private val addressBits = log2Ceil(rows)

  val io = IO(new Bundle {
    /** Rows for other memories are ignored. */
    val write = Flipped(Valid(new LocalWrite(configuration)))

    /** Begins to read the block whose first row this is. */
    val read = Flipped(Valid(UInt(16.W)))
    val done = Output(Bool())
    val biases = Output(Vec(size, UInt(32.W)))
    val scales = Output(Vec(size, UInt(32.W)))
  })

  private val memory = SyncReadMem(rows, UInt((8 * size).W))
  when(io.write.valid && io.write.bits.memory === LocalMemory.PARAMETERS.code.U) {
    memory.write(io.write.bits.row(addressBits - 1, 0), io.write.bits.data)
  }

  private val reading = RegInit(false.B)
  private val address = Reg(UInt(addressBits.W))
  private val index = Reg(UInt(log2Ceil(rowsPerBlock).W))
  when(io.read.valid) {
    reading := true.B
    address := io.read.bits(addressBits - 1, 0)
    index := 0.U
  }.elsewhen(reading) {
    reading := index =/= (rowsPerBlock - 1).U
    address := address + 1.U
    index := index + 1.U
  }

  private val row = memory.read(address, reading)
  private val arrives = RegNext(reading, false.B)
  private val arriving = RegEnable(index, reading)
  private val wordsPerRow = size / 4
  private val words = Reg(Vec(wordsPerRow * rowsPerBlock, UInt(32.W)))
  for (number <- 0 until rowsPerBlock) {
    when(arrives && arriving === number.U) {
      for (word <- 0 until wordsPerRow) words(number * wordsPerRow + word) := row(32 * word + 31, 32 * word)
    }
  }

  io.done := arrives && arriving === (rowsPerBlock - 1).U
  io.biases := words.take(size)
  io.scales := words.drop(size)
}

object ParameterMemory {
  /** Cycles from `read` to `done`. */
  val latency = 1 + MemoryConfiguration.PARAMETER_ROWS_PER_BLOCK

  /** Cycles after `read` in which the first bias, or scale, register changes. */
  val firstBias = 2
  val firstScale = firstBias + MemoryConfiguration.PARAMETER_ROWS_PER_BLOCK / 2
}
