package systole.hw.control

import chisel3._

/** Barks when too many cycles go by without a sign of life. */
class Watchdog extends Module {
  val io = IO(new Bundle {
    /** Quiet cycles up to the bark, its own included; 0 never barks. Read with each sign of life. */
    val limit = Input(UInt(32.W))

    /** A sign of life: a program begins, a descriptor is dispatched, a step completes, a vector enters the array or leaves the
      * accumulators, a beat moves.
      */
    val alive = Input(Bool())
    val barks = Output(Bool())
  })

  private val quietLeft = RegInit(0.U(32.W))
  when(io.alive) { quietLeft := io.limit }.elsewhen(quietLeft =/= 0.U) { quietLeft := quietLeft - 1.U }
  io.barks := quietLeft === 1.U && !io.alive
}
