package systole.hw.common

import chisel3._
import chisel3.util._

/** Delays a validated value by a fixed number of cycles. The values lie in a small memory (LUT RAM) that a pointer walks
  * through: a shift register would move every value in every cycle, which costs a simulator as much as it costs flip-flops.
  *
  * @param kind the value's type
  * @param cycles at least 2
  */
class DelayLine[T <: Data](kind: T, cycles: Int) extends Module {
  require(cycles >= 2, s"a delay line delays by at least 2 cycles, not $cycles")
  val io = IO(new Bundle {
    val in = Flipped(Valid(kind))
    val out = Valid(kind)

    /** A value is under way, or leaves in this cycle. */
    val occupied = Output(Bool())
  })

  private val entries = 1 << log2Ceil(cycles)
  private val memory = Mem(entries, kind)
  private val pointer = RegInit(0.U(log2Ceil(entries).W))
  private val valid = RegInit(0.U(cycles.W))

  io.occupied := valid.orR
  valid := Cat(valid(cycles - 2, 0), io.in.valid)
  when(io.in.valid || io.occupied) { pointer := pointer + 1.U }
  when(io.in.valid) { memory.write(pointer, io.in.bits) }
  io.out.valid := valid(cycles - 1)
  io.out.bits := memory.read(pointer - cycles.U)
}
