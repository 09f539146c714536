package systole.hw.control

import chisel3._
import systole.contract.{Configuration, Engine, Progress}
import systole.hw.common.{ClockGating, GatedClock, LatchedGating}
import systole.hw.dma.{AxiLiteSlave, ReadClient}

/** Everything around the engines: the host's registers, the program's way from memory into the engines' queues, and all counters.
  * Vectors are indexed by the ordinals of [[systole.contract.Engine]] and [[systole.contract.Progress]].
  */
class Control(configuration: Configuration, gating: ClockGating = LatchedGating) extends Module {
  val io = IO(new Bundle {
    val axi = new AxiLiteSlave
    val interrupt = Output(Bool())
    val fetch = new ReadClient(configuration.bus)
    val engines = Vec(Engine.values.length, Flipped(new EnginePort))
    val engineBusy = Input(Vec(Engine.values.length, Bool()))

    /** One step of a progress completes in this cycle. */
    val completed = Input(Vec(Progress.values.length, Bool()))
    val events = Input(new CounterEvents(configuration.bus))

    /** Memory answered with an error: one cycle each. */
    val readFailed = Input(Bool())
    val writeFailed = Input(Bool())

    /** Resets engines and memory masters, from a watchdog's end of a program until the next start. */
    val engineReset = Output(Bool())
    val regions = Output(new RegionBases)
    val counters = Output(new CounterValues)
  })

  private val performance = Module(new PerformanceCounters(configuration.bus))

  private val watchdog = Module(new Watchdog)

  // Registers and descriptors move rarely beside the cycles that a descriptor keeps an engine busy.
  private val commanding = new GatedClock(gating)
  private val program = commanding { Module(new ProgramControl) }
  private val engineReset = reset.asBool || program.io.engineReset
  private val registers = commanding { Module(new ControlRegisters(configuration)) }
  private val progress = commanding { Module(new ProgressCounters) }
  private val fetch = commanding { withReset(engineReset) { Module(new DescriptorFetch(configuration)) } }
  private val dispatcher = commanding { withReset(engineReset) { Module(new Dispatcher(configuration)) } }
  commanding.ticksWhen(
    engineReset, registers.io.awake, program.io.awake, progress.io.awake, fetch.io.awake, dispatcher.io.awake)

  registers.io.axi <> io.axi
  io.interrupt := registers.io.interrupt
  registers.io.done := program.io.done
  registers.io.result := program.io.result
  registers.io.counters := performance.io.counters
  io.regions := registers.io.arguments.regions
  io.counters := performance.io.counters

  program.io.start := registers.io.start
  program.io.descriptors := registers.io.arguments.descriptors
  program.io.refused := dispatcher.io.refused
  program.io.readFailed := io.readFailed
  program.io.writeFailed := io.writeFailed
  program.io.dispatch := dispatcher.io.dispatch
  program.io.expired := watchdog.io.barks
  program.io.busy := fetch.io.busy || io.engineBusy.asUInt.orR
  program.io.dispatched := dispatcher.io.dispatched
  program.io.progress := progress.io.progress
  io.engineReset := program.io.engineReset

  watchdog.io.limit := registers.io.arguments.watchdog
  watchdog.io.alive := program.io.begin || dispatcher.io.dispatch || io.completed.asUInt.orR || io.events.arrayBusy ||
    io.events.drainBusy || io.events.bytesRead.orR || io.events.bytesWritten.orR

  fetch.io.start := program.io.begin
  fetch.io.program := registers.io.arguments.program
  fetch.io.descriptors := registers.io.arguments.descriptors
  fetch.io.abort := program.io.stop
  fetch.io.memory <> io.fetch
  dispatcher.io.clear := registers.io.start
  dispatcher.io.stop := program.io.stop
  dispatcher.io.descriptor <> fetch.io.descriptor
  io.engines.zip(dispatcher.io.engines).foreach { case (port, queue) =>
    port.descriptor <> queue
    port.progress := progress.io.progress
  }

  progress.io.clear := registers.io.start
  progress.io.completed := io.completed
  performance.io.clear := registers.io.start
  performance.io.running := program.io.running
  performance.io.events := io.events
}
