package systole.hw.store

import chisel3._
import chisel3.util._
import systole.contract.Configuration
import systole.hw.common.{LoopNest, Track}
import systole.hw.dma.WriteJob

/** Sends each descriptor's vectors where they belong, in order, and tells in order when they are readable there. */
class OutputRouter(configuration: Configuration) extends Module {
  private val rowBits = 8 * configuration.array.size

  val io = IO(new Bundle {
    val destination = Flipped(Decoupled(new Destination))
    val vectors = Flipped(Decoupled(UInt(rowBits.W)))
    val job = Decoupled(new WriteJob)
    val rows = Decoupled(UInt(rowBits.W))

    /** The oldest job that was not yet acknowledged is in memory. */
    val jobCompleted = Input(Bool())
    val scratchpad = Decoupled(new ScratchpadRow(configuration))

    /** The oldest descriptor that was not yet completed is. */
    val completed = Output(Bool())
    val busy = Output(Bool())
  })

  private val destinations = Queue(io.destination, OutputRouter.waitingDestinations)
  private val current = destinations.bits
  private val order = Module(new CompletionOrder(OutputRouter.openDestinations))

  // The current destination stays at its queue's head until its last vector has gone.
  private val active = RegInit(false.B)
  private val mayBegin = !active && destinations.valid && order.io.begin.ready
  io.job.valid := mayBegin && !current.toScratchpad
  io.job.bits := current.job
  private val begins = mayBegin && (current.toScratchpad || io.job.ready)
  order.io.begin.valid := begins
  order.io.begin.bits := current.toScratchpad

  private def row(bytes: UInt): UInt = (bytes >> log2Ceil(configuration.array.size)).pad(20)(19, 0)
  private val walk = Module(new LoopNest(Seq(16, 16), Seq(Track("row", 20))))
  walk.io.bounds.counts := Seq(current.job.columns, current.job.rows)
  walk.io.bounds.steps(0) := Seq(1.U, row(current.job.pitch))
  walk.io.start.valid := begins
  walk.io.start.bits(0) := row(current.job.address)
  walk.io.step := io.vectors.fire
  walk.io.cut := false.B

  io.rows.valid := active && !current.toScratchpad && io.vectors.valid
  io.rows.bits := io.vectors.bits
  io.scratchpad.valid := active && current.toScratchpad && io.vectors.valid
  io.scratchpad.bits.row := walk.io.values(0)
  io.scratchpad.bits.data := io.vectors.bits
  io.vectors.ready := active && Mux(current.toScratchpad, io.scratchpad.ready, io.rows.ready)

  private val finished = io.vectors.fire && walk.io.last.last
  destinations.ready := finished
  when(begins) { active := true.B }
  when(finished) { active := false.B }

  order.io.stored := finished && current.toScratchpad
  order.io.acknowledged := io.jobCompleted
  io.completed := order.io.completed
  io.busy := destinations.valid || order.io.busy
}

object OutputRouter {
  /** Descriptors whose vectors may still be on their way. */
  private val waitingDestinations = 4

  /** Descriptors that may wait for their acknowledgement: tiles are short beside memory's latency. */
  private val openDestinations = 16
}
