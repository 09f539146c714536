package systole.hw.store

import chisel3._
import chisel3.util._
import systole.contract.{Configuration, Opcode}
import systole.hw.control.{DescriptorBundle, EnginePort, HeaderDescriptor, RegionBases, SnapshotDescriptor, StoreDescriptor}

/** Takes descriptors, announces where their vectors will go, and walks the windows of STORE tiles, one tap a cycle while rows
  * are granted and places are free. From a tile's last tap to the next one's first lie at least 10 idle cycles.
  */
class DrainSequencer(configuration: Configuration) extends Module {
  val io = IO(new Bundle {
    val engine = new EnginePort
    val regions = Input(new RegionBases)
    val destination = Decoupled(new Destination)

    /** A SNAPSHOT is taken: nothing is in the pipeline. */
    val capture = Output(Bool())

    /** Rows of a snapshot remain: no descriptor is taken. */
    val snapshotBusy = Input(Bool())

    /** Taps are in the pipeline: no SNAPSHOT is taken. */
    val pipelineBusy = Input(Bool())

    /** Fetch the parameter block that begins in this row. */
    val prepare = Valid(UInt(16.W))
    val prepared = Input(Bool())
    val activation = Output(new Activation)

    /** Whether a place for a vector is free; it is reserved with the last tap of each window. */
    val placeFree = Input(Bool())
    val request = Decoupled(UInt(16.W))
    val tap = Valid(new Tap)
    val busy = Output(Bool())
  })

  private object State extends ChiselEnum { val idle, preparing, walking = Value }
  private val state = RegInit(State.idle)

  private val header = DescriptorBundle.decode(new HeaderDescriptor, io.engine.descriptor.bits)
  private val store = DescriptorBundle.decode(new StoreDescriptor, io.engine.descriptor.bits)
  private val snapshot = DescriptorBundle.decode(new SnapshotDescriptor, io.engine.descriptor.bits)
  private val isSnapshot = header.opcode === Opcode.SNAPSHOT.code.U

  private val startable = io.engine.descriptor.valid && state === State.idle && !io.snapshotBusy &&
    io.engine.progress.satisfy(header) && !(isSnapshot && io.pipelineBusy)
  io.destination.valid := startable
  io.engine.descriptor.ready := startable && io.destination.ready
  private val taken = io.engine.descriptor.fire
  io.capture := taken && isSnapshot

  io.destination.bits := Mux(isSnapshot, snapshotDestination, storeDestination)

  private def storeDestination: Destination = {
    val destination = Wire(new Destination)
    destination.toScratchpad := store.toScratchpad.asBool
    destination.job.address := Mux(store.toScratchpad.asBool, store.address, io.regions.address(store.region, store.address))
    destination.job.columns := store.columns
    destination.job.rows := store.rows
    destination.job.pitch := store.rowPitch
    destination
  }

  private def snapshotDestination: Destination = {
    val destination = Wire(new Destination)
    destination.toScratchpad := false.B
    destination.job.address := io.regions.address(snapshot.region, snapshot.address)
    destination.job.columns := CounterSnapshot.rows(configuration).U
    destination.job.rows := 1.U
    destination.job.pitch := 0.U
    destination
  }

  io.prepare.valid := taken && !isSnapshot
  io.prepare.bits := store.parameterBase
  private val tile = RegEnable(store, io.prepare.valid)
  io.activation.quantisation.zeroPoint := tile.zeroPoint
  io.activation.quantisation.clampLow := tile.clampLow
  io.activation.quantisation.clampHigh := tile.clampHigh
  io.activation.residual.enabled := tile.residual.asBool
  io.activation.residual.base := tile.residualBase
  io.activation.residual.multiplier := tile.multiplier
  io.activation.residual.residualMultiplier := tile.residualMultiplier
  io.activation.residual.shift := tile.shift
  io.activation.residual.zeroPoint := tile.residualZeroPoint
  io.activation.residual.quantisation.zeroPoint := tile.sumZeroPoint
  io.activation.residual.quantisation.clampLow := tile.sumClampLow
  io.activation.residual.quantisation.clampHigh := tile.sumClampHigh
  io.activation.lookup.enabled := tile.lookup.asBool
  io.activation.lookup.table := tile.lookupTable

  private val walk = Module(new WindowWalk)
  walk.io.tile := tile
  walk.io.start := io.prepared

  private val mayStep = state === State.walking && io.placeFree
  io.request.valid := mayStep && walk.io.tap.exists
  io.request.bits := walk.io.row
  io.tap.valid := mayStep && (io.request.ready || !walk.io.tap.exists)
  io.tap.bits := walk.io.tap
  walk.io.step := io.tap.valid

  when(io.prepare.valid) { state := State.preparing }
  when(io.prepared) { state := State.walking }
  when(io.tap.valid && io.tap.bits.lastOfTile) { state := State.idle }
  io.busy := state =/= State.idle
}
