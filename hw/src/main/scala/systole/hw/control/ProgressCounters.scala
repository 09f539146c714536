package systole.hw.control

import chisel3._
import systole.contract.{HeaderField, Progress}

/** Counts completed steps, by [[systole.contract.Progress]]. */
class ProgressCounters extends Module {
  val io = IO(new Bundle {
    val clear = Input(Bool())
    val completed = Input(Vec(Progress.values.length, Bool()))
    val progress = Output(new ProgressCounts)

    /** Registers may change in this cycle. */
    val awake = Output(Bool())
  })

  io.awake := io.clear || io.completed.asUInt.orR
  io.completed.zip(io.progress.counts).foreach { case (completed, progress) =>
    val count = RegInit(0.U(HeaderField.WAIT_LOAD.width.W))
    when(io.clear) { count := 0.U }.elsewhen(completed) { count := count + 1.U }
    progress := count
  }
}
