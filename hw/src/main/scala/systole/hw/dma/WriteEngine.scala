package systole.hw.dma

import chisel3._
import chisel3.util._
import systole.contract.Configuration
import systole.hw.common.{Track, WalkStream}

/** Writes rectangles of rows to device memory. The address side walks a job's runs and announces their bursts as soon as the job is
  * known; the data side packs the rows into beats when they come. A burst's data may be taken before its address, as AXI allows,
  * but is never offered before it. What memory's ready signals reach are registers at the channels.
  */
class WriteEngine(configuration: Configuration) extends Module {
  private val bus = configuration.bus

  val io = IO(new Bundle {
    val job = Flipped(Decoupled(new WriteJob))

    /** The jobs' vectors, in order. */
    val rows = Flipped(Decoupled(UInt((8 * configuration.array.size).W)))
    val axi = new Axi4Writer(bus)

    /** Memory has acknowledged all bursts of the oldest job. */
    val completed = Output(Bool())

    /** A burst was answered with an error. */
    val failed = Output(Bool())

    /** Bytes that memory took in this cycle. */
    val bytesWritten = Output(UInt(log2Ceil(bus.bytes + 1).W))

    /** Anything may change in this cycle. */
    val awake = Output(Bool())
  })

  private val job = io.job.bits
  private val placeTrack = Track("place", RowPlace.ADDRESS_BITS)

  private val runs = Module(new WalkStream(Seq(job.rows.getWidth), Seq(Track("address", 64))))
  private val splitter = Module(new BurstSplitter(configuration))
  private val rows = Module(new WalkStream(Seq(job.columns.getWidth, job.rows.getWidth), Seq(placeTrack)))
  private val pending = Module(new Queue(chiselTypeOf(rows.io.walk.bits), configuration.queueDepth))
  private val packer = Module(new RowPacker(configuration))

  /** For each unanswered burst whether it is its job's last. */
  private val unanswered = Module(new Queue(Bool(), bus.outstanding))

  takeJobs()
  private val announced = writeAddresses()
  writeData(announced)

  io.axi.bready := true.B // also for what memory still owed before a reset
  unanswered.io.deq.ready := io.axi.bvalid
  io.completed := unanswered.io.deq.fire && unanswered.io.deq.bits
  io.failed := unanswered.io.deq.fire && io.axi.bresp =/= Axi4.OKAY
  // Whatever moves belongs to a burst that is to be announced or to be answered.
  io.awake := io.job.valid || runs.io.turn.valid || splitter.io.burst.valid || unanswered.io.deq.valid

  /** A job starts on both sides at once. */
  private def takeJobs(): Unit = {
    io.job.ready := runs.io.walk.ready && pending.io.enq.ready
    runs.io.walk.valid := io.job.valid && pending.io.enq.ready
    runs.io.walk.bits.start := Seq(job.address)
    runs.io.walk.bits.bounds.counts := Seq(job.rows)
    runs.io.walk.bits.bounds.steps.head := Seq(job.pitch)
    pending.io.enq.valid := io.job.valid && runs.io.walk.ready
    pending.io.enq.bits.start := Seq(RowPlace.low(job.address))
    pending.io.enq.bits.bounds.counts := Seq(job.columns, job.rows)
    pending.io.enq.bits.bounds.steps.head := Seq(configuration.array.size.U, RowPlace.low(job.pitch))
  }

  /** Gives the pulse of a burst whose address is offered from the next cycle on. */
  private def writeAddresses(): Bool = {
    splitter.io.run.valid := runs.io.turn.valid
    splitter.io.run.bits.address := runs.io.turn.bits.values.head
    splitter.io.run.bits.rows := RegEnable(job.columns, runs.io.walk.fire)
    runs.io.turn.ready := splitter.io.run.ready
    val lastRun = RegEnable(runs.io.turn.bits.last.head, splitter.io.run.fire)

    val addresses = Module(new Queue(new Burst, 2)) // AXI: what is offered may not change
    splitter.io.burst.ready := addresses.io.enq.ready && unanswered.io.enq.ready
    addresses.io.enq.valid := splitter.io.burst.valid && unanswered.io.enq.ready
    addresses.io.enq.bits := splitter.io.burst.bits
    unanswered.io.enq.valid := splitter.io.burst.valid && addresses.io.enq.ready
    unanswered.io.enq.bits := splitter.io.last && lastRun

    io.axi.awvalid := addresses.io.deq.valid
    io.axi.awaddr := addresses.io.deq.bits.address
    io.axi.awlen := addresses.io.deq.bits.axiLength
    io.axi.awsize := Axi4.size(bus)
    io.axi.awburst := Axi4.INCR
    addresses.io.deq.ready := io.axi.awready
    splitter.io.burst.fire
  }

  private def writeData(announced: Bool): Unit = {
    rows.io.walk <> pending.io.deq
    packer.io.place.valid := rows.io.turn.valid
    packer.io.place.bits.address := rows.io.turn.bits.values.head
    packer.io.place.bits.last := rows.io.turn.bits.last.head
    rows.io.turn.ready := packer.io.place.ready
    packer.io.row <> io.rows

    // Takes a beat that memory leaves; the others pass.
    val waiting = Module(new Queue(new WriteBeat(bus), 1, flow = true))
    waiting.io.enq <> packer.io.beat
    val beat = waiting.io.deq
    val bursts = RegInit(0.U(log2Ceil(bus.outstanding + 1).W)) // announced and not yet sent
    val sent = beat.fire && beat.bits.last
    when(announced =/= sent) { bursts := Mux(announced, bursts + 1.U, bursts - 1.U) }

    io.axi.wvalid := beat.valid && bursts =/= 0.U
    io.axi.wdata := beat.bits.data
    io.axi.wstrb := beat.bits.strobe
    io.axi.wlast := beat.bits.last
    beat.ready := io.axi.wready && bursts =/= 0.U
    io.bytesWritten := Mux(beat.fire, strobedBytes(beat.bits.strobe), 0.U)
  }

  /** Strobes come in groups of a row's bytes: one bit of each group tells. */
  private def strobedBytes(strobe: UInt): UInt = {
    val group = configuration.array.size min bus.bytes
    PopCount((0 until bus.bytes by group).map(strobe(_))) << log2Ceil(group)
  }
}
