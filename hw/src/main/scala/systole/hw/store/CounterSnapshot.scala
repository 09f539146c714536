package systole.hw.store

import chisel3._
import chisel3.util._
import systole.contract.{Configuration, Counter}
import systole.hw.control.CounterValues

/** Captures all counters in one cycle and gives them out as rows of N bytes. */
class CounterSnapshot(configuration: Configuration) extends Module {
  private val rowBits = 8 * configuration.array.size
  private val rows = CounterSnapshot.rows(configuration)

  val io = IO(new Bundle {
    val counters = Input(new CounterValues)
    val capture = Input(Bool())
    val row = Decoupled(UInt(rowBits.W))
  })

  private val remaining = RegInit(0.U(log2Ceil(rows + 1).W))
  private val captured = Reg(UInt((8 * Counter.snapshotBytes).W))
  when(io.capture) {
    remaining := rows.U
    captured := io.counters.values.asUInt
  }.elsewhen(io.row.fire) {
    remaining := remaining - 1.U
    captured := captured >> rowBits
  }
  io.row.valid := remaining =/= 0.U
  io.row.bits := captured(rowBits - 1, 0)
}

object CounterSnapshot {
  /** Rows of a record. */
  def rows(configuration: Configuration): Int = Counter.snapshotBytes / configuration.array.size
}
