package systole.hw.store

import chisel3._
import chisel3.util._

/** Brings the completions of scratchpad and device-memory stores, each of which come in their own order, into the order of
  * the program.
  *
  * @param capacity stores between their beginning and their completion
  */
class CompletionOrder(capacity: Int) extends Module {
  val io = IO(new Bundle {
    /** A store begins; whether it goes to the scratchpad. */
    val begin = Flipped(Decoupled(Bool()))

    /** The oldest scratchpad store is done. */
    val stored = Input(Bool())

    /** The oldest device-memory store is done. */
    val acknowledged = Input(Bool())

    /** The oldest store is done. */
    val completed = Output(Bool())
    val busy = Output(Bool())
  })

  private val open = Queue(io.begin, capacity)
  io.completed := open.valid && Mux(open.bits, ahead(io.stored, open.bits), ahead(io.acknowledged, !open.bits))
  open.ready := io.completed
  io.busy := open.valid

  /** Whether one of these completions has come that was not yet passed on. */
  private def ahead(done: Bool, turn: Bool): Bool = {
    val count = RegInit(0.U(log2Ceil(capacity + 1).W))
    val passedOn = io.completed && turn
    when(done =/= passedOn) { count := Mux(done, count + 1.U, count - 1.U) }
    count =/= 0.U
  }
}
