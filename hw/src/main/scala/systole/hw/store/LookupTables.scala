package systole.hw.store

import chisel3._
import chisel3.util._
import systole.contract.{Configuration, LocalMemory, MemoryConfiguration}
import systole.hw.dma.LocalWrite

/** Looks the lanes of a vector up in a table of 256 bytes, or passes them on, one cycle later. The memory has a write port and
  * N reading ports of a row each, which distributed RAM provides by copies; rows are as wide as loads bring them, so that a
  * lane takes one byte of its row.
  */
class LookupTables(configuration: Configuration) extends Module {
  private val size = configuration.array.size
  private val rows = configuration.memory.lookupTables * MemoryConfiguration.LOOKUP_BYTES / size
  private val addressBits = log2Ceil(rows)

  val io = IO(new Bundle {
    /** Rows for other memories are ignored. */
    val write = Flipped(Valid(new LocalWrite(configuration)))
    val choice = Input(new LookupChoice)
    val values = Flipped(Valid(Vec(size, SInt(8.W))))
    val results = Output(Vec(size, SInt(8.W)))
  })

  private val memory = Mem(rows, UInt((8 * size).W))
  when(io.write.valid && io.write.bits.memory === LocalMemory.LOOKUP.code.U) {
    memory.write(io.write.bits.row(addressBits - 1, 0), io.write.bits.data)
  }

  private def lookUp(value: SInt): SInt = {
    val address = Cat(io.choice.table, value.asUInt)
    val byte = address(log2Ceil(size) - 1, 0)
    val row = memory.read((address >> log2Ceil(size))(addressBits - 1, 0))
    // Halves, down to the byte: a simulator would shift the whole row.
    byte.asBools.reverse.foldLeft(row) { (bits, upper) =>
      val half = bits.getWidth / 2
      Mux(upper, bits(2 * half - 1, half), bits(half - 1, 0))
    }.asSInt
  }

  private val results = Reg(Vec(size, SInt(8.W)))
  when(io.values.valid && io.choice.enabled) {
    results := io.values.bits.map(lookUp)
  }.elsewhen(io.values.valid) {
    results := io.values.bits
  }
  io.results := results
}

object LookupTables {
  /** Cycles from a value to its result. */
  val latency = 1
}
