package systole.hw.store

import chisel3._
import chisel3.util._

/** A queue behind a pipeline that cannot stop: a place is reserved where an entry's work begins, and kept until it leaves.
  *
  * @param places entries, those still in the pipeline included
  */
class CreditedQueue(width: Int, places: Int) extends Module {
  val io = IO(new Bundle {
    /** Whether a place may be reserved in this cycle. */
    val free = Output(Bool())
    val reserve = Input(Bool())
    val enqueue = Flipped(Valid(UInt(width.W)))
    val dequeue = Decoupled(UInt(width.W))
  })

  private val queue = Module(new Queue(UInt(width.W), places))
  queue.io.enq.valid := io.enqueue.valid
  queue.io.enq.bits := io.enqueue.bits
  io.dequeue <> queue.io.deq

  private val credits = RegInit(places.U(log2Ceil(places + 1).W))
  when(io.reserve =/= io.dequeue.fire) { credits := Mux(io.reserve, credits - 1.U, credits + 1.U) }
  io.free := credits =/= 0.U

  assert(!io.enqueue.valid || queue.io.enq.ready, "an entry came without a reserved place")
}
