package systole.hw.dma

import chisel3._
import chisel3.util._
import systole.contract.{Configuration, LoadField}
import systole.hw.common.{Track, Walk, WalkStream}
import systole.hw.control.{DescriptorBundle, EnginePort, HeaderDescriptor, LoadDescriptor, RegionBases}

/** Executes the descriptors of [[systole.contract.LoadField]]. The request side walks their runs and asks memory for them; the data
  * side walks the rows that come back. Between the two lies a queue of descriptors: requests run ahead of the data, across
  * descriptors, so that memory latency costs no throughput.
  */
class LoadEngine(configuration: Configuration) extends Module {
  private val runWidths = Seq(LoadField.INNER.width, LoadField.OUTER.width)
  private val rowWidths = LoadField.RUN.width +: runWidths
  private val requestTracks = Seq(Track("address", 64))
  private val rowTracks = Seq(Track("local", LoadField.LOCAL_BASE.width), Track("place", RowPlace.ADDRESS_BITS))

  val io = IO(new Bundle {
    val port = new EnginePort
    val regions = Input(new RegionBases)
    val read = new ReadClient(configuration.bus)
    val write = Valid(new LocalWrite(configuration))

    /** This cycle's write is a descriptor's last. */
    val completed = Output(Bool())

    /** A descriptor is being executed. */
    val busy = Output(Bool())

    /** Anything may change in this cycle. */
    val awake = Output(Bool())
  })

  private class DataSide extends Bundle {
    val walk = new Walk(rowWidths, rowTracks)
    val memory = UInt(LoadField.MEMORY.width.W)
  }

  private val header = DescriptorBundle.decode(new HeaderDescriptor, io.port.descriptor.bits)
  private val load = DescriptorBundle.decode(new LoadDescriptor, io.port.descriptor.bits)
  private val deviceAddress = io.regions.address(load.region, load.address)

  private val runs = Module(new WalkStream(runWidths, requestTracks))
  private val splitter = Module(new BurstSplitter(configuration))
  private val pending = Module(new Queue(new DataSide, configuration.queueDepth))
  private val rows = Module(new WalkStream(rowWidths, rowTracks))
  private val unpacker = Module(new RowUnpacker(configuration))

  // A descriptor starts on both sides at once.
  private val startable = io.port.descriptor.valid && io.port.progress.satisfy(header)
  io.port.descriptor.ready := startable && runs.io.walk.ready && pending.io.enq.ready
  runs.io.walk.valid := startable && pending.io.enq.ready
  pending.io.enq.valid := startable && runs.io.walk.ready

  runs.io.walk.bits.start := Seq(deviceAddress)
  runs.io.walk.bits.bounds.counts := Seq(load.inner, load.outer)
  runs.io.walk.bits.bounds.steps.head := Seq(load.innerStep, load.outerStep)
  splitter.io.run.valid := runs.io.turn.valid
  splitter.io.run.bits.address := runs.io.turn.bits.values.head
  splitter.io.run.bits.rows := RegEnable(load.run, runs.io.walk.fire)
  runs.io.turn.ready := splitter.io.run.ready
  io.read.burst <> splitter.io.burst

  private val dataSide = pending.io.enq.bits
  dataSide.memory := load.memory
  dataSide.walk.start := Seq(load.localBase, RowPlace.low(deviceAddress))
  dataSide.walk.bounds.counts := Seq(load.run, load.inner, load.outer)
  dataSide.walk.bounds.steps(0) := Seq(1.U, load.localInnerStep, load.localOuterStep)
  dataSide.walk.bounds.steps(1) := Seq(configuration.array.size.U, RowPlace.low(load.innerStep), RowPlace.low(load.outerStep))

  rows.io.walk.valid := pending.io.deq.valid
  rows.io.walk.bits := pending.io.deq.bits.walk
  pending.io.deq.ready := rows.io.walk.ready
  unpacker.io.place.valid := rows.io.turn.valid
  unpacker.io.place.bits.address := rows.io.turn.bits.values(1)
  unpacker.io.place.bits.last := rows.io.turn.bits.last.head
  rows.io.turn.ready := unpacker.io.place.ready
  unpacker.io.beat <> io.read.beat

  unpacker.io.row.ready := true.B
  io.write.valid := unpacker.io.row.valid
  io.write.bits.memory := RegEnable(pending.io.deq.bits.memory, pending.io.deq.fire)
  io.write.bits.row := rows.io.turn.bits.values(0)
  io.write.bits.data := unpacker.io.row.bits
  io.completed := io.write.valid && rows.io.turn.bits.last.last
  io.awake := io.port.descriptor.ready || runs.io.turn.valid || splitter.io.burst.valid || io.busy
  io.busy := pending.io.deq.valid || rows.io.turn.valid
}
