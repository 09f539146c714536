package systole.hw.top

import chisel3._
import chisel3.util.Valid
import systole.contract.{Configuration, LocalMemory, Progress}
import systole.hw.common.GatedClock
import systole.hw.control.Control
import systole.hw.dma.{Axi4Master, AxiLiteSlave, LoadEngine, LocalWrite, ReadMaster, WriteEngine}
import systole.hw.execute.ExecuteEngine
import systole.hw.memory.{Accumulator, ResidualMemory, RowWrite, Scratchpad, WeightMemory}
import systole.hw.store.StoreEngine

/** The accelerator as a Vitis RTL kernel: an AXI4-Lite slave for control, an AXI4 master for memory, an interrupt.
  *
  * Four engines with a queue each, and between them nothing but memories and counts of completed steps. This module only wires.
  *
  * @param target what it is built for: cycles and bytes are the same everywhere
  */
class SystoleKernel(configuration: Configuration, target: Target = Target.SIMULATOR) extends RawModule {
  override def desiredName: String = SystoleKernel.name

  val ap_clk = IO(Input(Clock()))
  val ap_rst_n = IO(Input(Bool()))
  val interrupt = IO(Output(Bool()))
  val s_axi_control = IO(new AxiLiteSlave)
  val m_axi_gmem = IO(new Axi4Master(configuration.bus))

  withClockAndReset(ap_clk, !ap_rst_n) {
    val control = Module(new Control(configuration, target.gating))
    control.io.axi <> s_axi_control
    interrupt := control.io.interrupt

    withReset((!ap_rst_n) || control.io.engineReset) {
      // Modules that work together share a clock, which stands still while they sleep.
      val loading, computing, storing = new GatedClock(target.gating)
      val load = loading { Module(new LoadEngine(configuration)) }
      val loadWeights = loading { Module(new LoadEngine(configuration)) }
      val reader = loading { Module(new ReadMaster(configuration, 3)) }
      val execute = computing { Module(new ExecuteEngine(configuration, target.multipliers)) }
      val scratchpad = computing { Module(new Scratchpad(configuration)) }
      val weights = computing { Module(new WeightMemory(configuration)) }
      val accumulator = computing { Module(new Accumulator(configuration)) }
      val store = storing { Module(new StoreEngine(configuration)) }
      val writer = storing { Module(new WriteEngine(configuration)) }
      val residuals = storing { Module(new ResidualMemory(configuration)) }
      loading.ticksWhen(load.io.awake, loadWeights.io.awake, reader.io.awake)
      computing.ticksWhen(execute.io.awake, accumulator.io.awake, scratchpad.io.write.valid, weights.io.write.valid)
      storing.ticksWhen(store.io.awake, writer.io.awake, residuals.io.write.valid)

      // Engines and the control around them, in the order of Engine.
      Seq(load.io.port, loadWeights.io.port, execute.io.engine, store.io.engine)
        .zip(control.io.engines).foreach { case (engine, port) => engine <> port }
      Seq(load.io.busy, loadWeights.io.busy, !execute.io.idle, store.io.busy)
        .zip(control.io.engineBusy).foreach { case (busy, port) => port := busy }
      Seq(load.io.regions, loadWeights.io.regions, store.io.regions).foreach(_ := control.io.regions)
      Seq(
        Progress.LOAD -> load.io.completed,
        Progress.WEIGHTS -> loadWeights.io.completed,
        Progress.EXECUTE -> execute.io.completed,
        Progress.DRAIN -> store.io.drained,
        Progress.STORE -> store.io.completed
      ).foreach { case (progress, completed) => control.io.completed(progress.ordinal) := completed }

      // Device memory.
      reader.io.clients(0) <> control.io.fetch
      reader.io.clients(1) <> load.io.read
      reader.io.clients(2) <> loadWeights.io.read
      writer.io.job <> store.io.job
      writer.io.rows <> store.io.rows
      store.io.jobCompleted := writer.io.completed
      m_axi_gmem.drivenBy(reader.io.axi, writer.io.axi)
      control.io.readFailed := reader.io.failed
      control.io.writeFailed := writer.io.failed

      // The scratchpad's write port: loads cannot wait, stores can.
      val loadsScratchpad = SystoleKernel.fills(LocalMemory.SCRATCHPAD, load.io.write)
      store.io.scratchpad.ready := !loadsScratchpad
      scratchpad.io.write.valid := loadsScratchpad || store.io.scratchpad.valid
      scratchpad.io.write.bits := Mux(loadsScratchpad, SystoleKernel.rowOf(load.io.write.bits, configuration), store.io.scratchpad.bits.asTypeOf(new RowWrite(configuration)))
      residuals.io.write.valid := SystoleKernel.fills(LocalMemory.RESIDUAL, load.io.write)
      residuals.io.write.bits := SystoleKernel.rowOf(load.io.write.bits, configuration)
      weights.io.write.valid := SystoleKernel.fills(LocalMemory.WEIGHTS, loadWeights.io.write)
      weights.io.write.bits := SystoleKernel.rowOf(loadWeights.io.write.bits, configuration)
      store.io.parameterWrite := loadWeights.io.write

      // The array between its memories.
      scratchpad.io.read := execute.io.scratchpadRead
      execute.io.window := scratchpad.io.window
      weights.io.read := execute.io.weightRead
      execute.io.weightPair := weights.io.pair
      accumulator.io.accumulate := execute.io.accumulate
      accumulator.io.sums := execute.io.sums
      accumulator.io.drain.request <> store.io.accumulator.request
      store.io.accumulator.data := accumulator.io.drain.data
      residuals.io.read := store.io.residual.request
      store.io.residual.row := residuals.io.row

      // Counters.
      store.io.counters := control.io.counters
      control.io.events.arrayBusy := execute.io.activity.busy
      control.io.events.stallLoad := execute.io.activity.stalledOnLoad
      control.io.events.stallWeights := execute.io.activity.stalledOnWeights
      control.io.events.stallStore := execute.io.activity.stalledOnStore
      control.io.events.drainBusy := store.io.drainActive
      control.io.events.bytesRead := Mux(reader.io.beatTaken, configuration.bus.bytes.U, 0.U)
      control.io.events.bytesWritten := writer.io.bytesWritten
    }
  }
}

object SystoleKernel {
  /** The Verilog module's and the Vitis kernel's name. */
  val name = "systole"

  private def fills(memory: LocalMemory, write: Valid[LocalWrite]): Bool = write.valid && write.bits.memory === memory.code.U

  private def rowOf(write: LocalWrite, configuration: Configuration): RowWrite = {
    val row = Wire(new RowWrite(configuration))
    row.row := write.row
    row.data := write.data
    row
  }
}
