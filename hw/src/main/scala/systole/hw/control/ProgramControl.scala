package systole.hw.control

import chisel3._
import chisel3.util._
import systole.contract.ErrorCode

/** Begins and ends programs. A program ends when all its descriptors are dispatched, or an error stopped the dispatch, and all that
  * was dispatched is complete. The first error is the one that is reported.
  *
  * The [[Watchdog]] ends a program at once, whatever its engines do. They are stuck then, so they are held in reset until the next
  * start; what memory still owes them is lost, and must have come before that start.
  */
class ProgramControl extends Module {
  val io = IO(new Bundle {
    val start = Input(Bool())

    /** The cycle after start, in which the engines are out of reset again and the arguments are there. */
    val begin = Output(Bool())
    val descriptors = Input(UInt(32.W))

    /** Errors, each reported in one or more cycles: a descriptor's, memory's. */
    val refused = Flipped(Valid(UInt(8.W)))
    val readFailed = Input(Bool())
    val writeFailed = Input(Bool())

    /** A descriptor is dispatched. */
    val dispatch = Input(Bool())

    /** The watchdog barks. */
    val expired = Input(Bool())

    /** Whether any part of the kernel still works: beats of descriptors are in flight, or an engine is busy. */
    val busy = Input(Bool())
    val dispatched = Input(new ProgressCounts)
    val progress = Input(new ProgressCounts)

    /** No more descriptors are to be dispatched. */
    val stop = Output(Bool())

    /** From the cycle after start to the one of done. */
    val running = Output(Bool())
    val done = Output(Bool())
    val result = Output(new ProgramResult)
    val engineReset = Output(Bool())

    /** Registers may change in this cycle. */
    val awake = Output(Bool())
  })

  private val running, engineReset = RegInit(false.B)
  private val error = RegInit(0.U(io.result.error.getWidth.W))
  private val index = RegInit(0.U(32.W)) // of the next descriptor to dispatch
  private val failed = error =/= ErrorCode.NONE.code.U

  // What was dispatched and is complete is in no queue any more.
  private val complete = io.dispatched.counts.zip(io.progress.counts).map { case (d, p) => d === p }.reduce(_ && _)
  private val finished = running && (failed || index === io.descriptors) && !io.busy && complete
  private val expired = running && io.expired && !finished
  private val fault = io.refused.valid || io.readFailed || io.writeFailed

  io.begin := RegNext(io.start, false.B)
  io.stop := failed
  io.running := running
  io.done := finished || expired
  io.result.error := error
  io.result.errorIndex := index
  io.engineReset := engineReset
  io.awake := io.start || io.begin || io.done || io.dispatch || (fault && !failed)

  when(io.start) {
    running := true.B
    engineReset := false.B
    error := ErrorCode.NONE.code.U
    index := 0.U
  }.elsewhen(running) {
    when(io.done) { running := false.B }
    when(expired) { engineReset := true.B }
    when(io.dispatch) { index := index + 1.U }
    when(!failed) {
      error := MuxCase(
        ErrorCode.NONE.code.U,
        Seq(
          io.refused.valid -> io.refused.bits,
          io.readFailed -> ErrorCode.READ_FAILED.code.U,
          io.writeFailed -> ErrorCode.WRITE_FAILED.code.U,
          expired -> ErrorCode.WATCHDOG.code.U
        )
      )
    }
  }
}
