package systole.hw.dma

import chisel3._
import chisel3.util._
import systole.contract.{BusConfiguration, Configuration, LoadField}

/** One AXI4 burst of whole beats: INCR, at most the configured length, never across 4 KiB.
  *
  * address is a multiple of the bus width; beats counts from 1.
  */
class Burst extends Bundle {
  val address = UInt(64.W)
  val beats = UInt(9.W)

  /** AXI's length field counts from 0. */
  def axiLength: UInt = (beats - 1.U)(7, 0)
}

/** A beat that came back from memory. */
class ReadBeat(bus: BusConfiguration) extends Bundle {
  val data = UInt((8 * bus.bytes).W)

  /** The last beat of its burst. */
  val last = Bool()
}

/** A requester's side of the read master: bursts go out, their beats come back in the same order. Room for a burst's beats is the
  * requester's business: beats that it does not take block every other requester.
  */
class ReadClient(bus: BusConfiguration) extends Bundle {
  val burst = Decoupled(new Burst)
  val beat = Flipped(Decoupled(new ReadBeat(bus)))
}

/** A contiguous piece of device memory: `rows` rows of N bytes, at least 1, from a multiple of N on. */
class Run extends Bundle {
  val address = UInt(64.W)
  val rows = UInt(LoadField.RUN.width.W)
}

/** Where a row lies: enough of its address to tell its lanes in the beat and the beat's place in the burst. */
class RowPlace extends Bundle {
  /** The row's byte address modulo 4 KiB. */
  val address = UInt(RowPlace.ADDRESS_BITS.W)

  /** The last row of its run. */
  val last = Bool()

  /** Which of the rows in its beat it is; without bits where a beat holds no more than one. */
  def lane(configuration: Configuration): UInt = {
    val rowBytes = configuration.array.size
    val busBytes = configuration.bus.bytes
    if (rowBytes >= busBytes) 0.U(0.W) else address(log2Ceil(busBytes) - 1, log2Ceil(rowBytes))
  }
}

object RowPlace {
  val ADDRESS_BITS: Int = log2Ceil(BusConfiguration.BOUNDARY_BYTES)

  /** What a place keeps of an address, or of a distance between addresses. */
  def low(address: UInt): UInt = address(ADDRESS_BITS - 1, 0)
}

/** A beat for memory. */
class WriteBeat(bus: BusConfiguration) extends Bundle {
  val data = UInt((8 * bus.bytes).W)

  /** Which bytes are to be written. */
  val strobe = UInt(bus.bytes.W)

  /** The last beat of its burst. */
  val last = Bool()
}

/** A rectangle of N-byte rows to be written to device memory: `rows` runs of `columns` vectors, `pitch` bytes apart.
  *
  * address and pitch are multiples of N; the counts are at least 1.
  */
class WriteJob extends Bundle {
  val address = UInt(64.W)
  val columns = UInt(16.W)
  val rows = UInt(16.W)
  val pitch = UInt(24.W)
}

/** A row for an on-chip memory; it is always taken. */
class LocalWrite(configuration: Configuration) extends Bundle {
  /** A [[systole.contract.LocalMemory]]'s code. */
  val memory = UInt(LoadField.MEMORY.width.W)
  val row = UInt(20.W)
  val data = UInt((8 * configuration.array.size).W)
}

/** Constants of AXI4. */
object Axi4 {
  def INCR: UInt = 1.U(2.W)
  def OKAY: UInt = 0.U(2.W)

  /** The size field of full-width beats. */
  def size(bus: BusConfiguration): UInt = log2Ceil(bus.bytes).U(3.W)
}

/** The write channels of an AXI4 master. */
trait Axi4WriteChannels extends Bundle {
  protected def bus: BusConfiguration
  val awaddr = Output(UInt(64.W))
  val awlen = Output(UInt(8.W))
  val awsize = Output(UInt(3.W))
  val awburst = Output(UInt(2.W))
  val awvalid = Output(Bool())
  val awready = Input(Bool())
  val wdata = Output(UInt((8 * bus.bytes).W))
  val wstrb = Output(UInt(bus.bytes.W))
  val wlast = Output(Bool())
  val wvalid = Output(Bool())
  val wready = Input(Bool())
  val bresp = Input(UInt(2.W))
  val bvalid = Input(Bool())
  val bready = Output(Bool())
}

/** The read channels of an AXI4 master. */
trait Axi4ReadChannels extends Bundle {
  protected def bus: BusConfiguration
  val araddr = Output(UInt(64.W))
  val arlen = Output(UInt(8.W))
  val arsize = Output(UInt(3.W))
  val arburst = Output(UInt(2.W))
  val arvalid = Output(Bool())
  val arready = Input(Bool())
  val rdata = Input(UInt((8 * bus.bytes).W))
  val rresp = Input(UInt(2.W))
  val rlast = Input(Bool())
  val rvalid = Input(Bool())
  val rready = Output(Bool())
}

/** The half that [[WriteEngine]] drives. */
class Axi4Writer(protected val bus: BusConfiguration) extends Axi4WriteChannels

/** The half that [[ReadMaster]] drives. */
class Axi4Reader(protected val bus: BusConfiguration) extends Axi4ReadChannels

/** The AXI4 master's ports with the names that Vitis expects: a bundle called m_axi_gmem becomes m_axi_gmem_araddr and so on.
  * One ID, INCR bursts of full-width beats.
  */
class Axi4Master(protected val bus: BusConfiguration) extends Axi4WriteChannels with Axi4ReadChannels {
  /** Lets the two halves drive these ports. */
  def drivenBy(reader: Axi4Reader, writer: Axi4Writer): Unit =
    Seq(reader, writer).foreach(_.elements.foreach { case (name, port) => elements(name) <> port })
}

/** The AXI4-Lite slave's ports, 32 bits wide, over [[systole.contract.Register]]'s 4 KiB. */
class AxiLiteSlave extends Bundle {
  val awaddr = Input(UInt(12.W))
  val awvalid = Input(Bool())
  val awready = Output(Bool())
  val wdata = Input(UInt(32.W))
  val wstrb = Input(UInt(4.W))
  val wvalid = Input(Bool())
  val wready = Output(Bool())
  val bresp = Output(UInt(2.W))
  val bvalid = Output(Bool())
  val bready = Input(Bool())
  val araddr = Input(UInt(12.W))
  val arvalid = Input(Bool())
  val arready = Output(Bool())
  val rdata = Output(UInt(32.W))
  val rresp = Output(UInt(2.W))
  val rvalid = Output(Bool())
  val rready = Input(Bool())
}
