package systole.hw.store

import chisel3._
import chisel3.util._
import systole.contract.Configuration
import systole.hw.control.{CounterValues, EnginePort, RegionBases}
import systole.hw.dma.{LocalWrite, WriteJob}

/** Executes STORE and SNAPSHOT descriptors: sequencer -> pipeline -> queue -> router. One accumulator row a cycle moves through
  * all of it while rows are granted and vectors taken.
  */
class StoreEngine(configuration: Configuration) extends Module {
  private val rowBits = 8 * configuration.array.size

  val io = IO(new Bundle {
    val engine = new EnginePort
    val regions = Input(new RegionBases)
    val counters = Input(new CounterValues)

    /** Rows for the parameter memory and the lookup tables; others are ignored. */
    val parameterWrite = Flipped(Valid(new LocalWrite(configuration)))
    val accumulator = new AccumulatorReadPort(configuration)
    val residual = new ResidualReadPort(configuration)

    /** Jobs for device memory, and their rows in the same order. */
    val job = Decoupled(new WriteJob)
    val rows = Decoupled(UInt(rowBits.W))

    /** The oldest job that was not yet acknowledged is in memory. */
    val jobCompleted = Input(Bool())
    val scratchpad = Decoupled(new ScratchpadRow(configuration))

    /** A pulse for each descriptor, in order, once it has used its accumulators, parameters and tables. */
    val drained = Output(Bool())

    /** A pulse for each descriptor, in order, once its bytes are readable. */
    val completed = Output(Bool())

    /** An accumulator row was requested in this cycle. */
    val drainActive = Output(Bool())
    val busy = Output(Bool())

    /** Registers may change in this cycle. */
    val awake = Output(Bool())
  })

  private val sequencer = Module(new DrainSequencer(configuration))
  private val pipeline = Module(new DrainPipeline(configuration))
  private val snapshot = Module(new CounterSnapshot(configuration))
  private val outgoing = Module(new CreditedQueue(rowBits, StoreEngine.places))
  private val router = Module(new OutputRouter(configuration))

  sequencer.io.engine <> io.engine
  sequencer.io.regions := io.regions
  sequencer.io.snapshotBusy := snapshot.io.row.valid
  sequencer.io.pipelineBusy := pipeline.io.busy
  sequencer.io.prepared := pipeline.io.prepared
  sequencer.io.placeFree := outgoing.io.free
  io.accumulator.request <> sequencer.io.request

  pipeline.io.parameterWrite := io.parameterWrite
  pipeline.io.prepare := sequencer.io.prepare
  pipeline.io.activation := sequencer.io.activation
  pipeline.io.tap := sequencer.io.tap
  pipeline.io.sums := io.accumulator.data
  io.residual <> pipeline.io.residual

  snapshot.io.counters := io.counters
  snapshot.io.capture := sequencer.io.capture
  snapshot.io.row.ready := outgoing.io.free

  // Snapshots are taken while the pipeline is empty, and no tile begins before their rows have gone: the two never meet.
  outgoing.io.reserve := (sequencer.io.tap.valid && sequencer.io.tap.bits.lastOfWindow) || snapshot.io.row.fire
  outgoing.io.enqueue.valid := pipeline.io.vector.valid || snapshot.io.row.fire
  outgoing.io.enqueue.bits := Mux(pipeline.io.vector.valid, pipeline.io.vector.bits, snapshot.io.row.bits)

  router.io.destination <> sequencer.io.destination
  router.io.vectors <> outgoing.io.dequeue
  io.job <> router.io.job
  io.rows <> router.io.rows
  router.io.jobCompleted := io.jobCompleted
  io.scratchpad <> router.io.scratchpad

  io.drained := pipeline.io.drained || sequencer.io.capture
  io.completed := router.io.completed
  io.drainActive := io.accumulator.request.fire
  io.busy := sequencer.io.busy || pipeline.io.busy || snapshot.io.row.valid || router.io.busy
  io.awake := io.busy || io.engine.descriptor.ready || io.parameterWrite.valid
}

object StoreEngine {
  /** Vectors between request and router: more than a full pipeline needs to go on without a pause. */
  private val places = 32
}
