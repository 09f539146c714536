package systole.hw.dma

import chisel3._
import chisel3.simulator.PeekPokeAPI._
import org.scalatest.Assertions._
import scala.collection.mutable
import scala.util.Random
import systole.contract.BusConfiguration

/** How a memory behaves: cycles of latency, at least 1, and in which share of the cycles each channel pauses. */
case class Pace(latency: Int, pauses: Double) {
  def pauses(random: Random): Boolean = random.nextDouble() < pauses
}

/** Reads ports; one transfer's worth of the protocol's rule that an offer stays as it is until it is taken. */
class Channel(name: String, valid: Bool, ready: Bool, payload: Element*) {
  private var pending: Option[Seq[BigInt]] = None

  /** The payload if it is offered in this cycle. */
  def offered(): Option[Seq[BigInt]] = {
    val offer = Option.when(Channel.high(valid))(payload.map(Channel.value))
    pending.foreach(p => assert(offer.contains(p), s"$name: what was offered and not taken changed"))
    pending = offer.filterNot(_ => Channel.high(ready))
    offer
  }

  /** The payload if it is taken in this cycle. */
  def taken(): Option[Seq[BigInt]] = offered().filter(_ => pending.isEmpty)
}

object Channel {
  def value(port: Element): BigInt = port.asInstanceOf[Bits] match {
    case bool: Bool => if (high(bool)) 1 else 0
    case bits: UInt => bits.peekValue().asBigInt
  }

  def high(port: Bool): Boolean = port.peek().litToBoolean
}

/** A burst as its address channel tells it, checked against AXI4's rules. */
case class AxiBurst(address: BigInt, beats: Int)

object AxiBurst {
  def checked(bus: BusConfiguration, payload: Seq[BigInt]): AxiBurst = {
    val Seq(address, length, size, kind) = payload
    val burst = AxiBurst(address, length.toInt + 1)
    val boundary = BusConfiguration.BOUNDARY_BYTES
    assert(kind == 1 && (1 << size.toInt) == bus.bytes, s"$burst: not INCR, or not of full-width beats")
    assert(address % bus.bytes == 0 && burst.beats <= bus.burstBeats, s"$burst: unaligned or too long")
    assert(address / boundary == (address + burst.beats * bus.bytes - 1) / boundary, s"$burst crosses $boundary bytes")
    burst
  }
}

/** The read channels' slave. Every byte's content can be told from its address. */
class AxiReadMemory(axi: Axi4Reader, bus: BusConfiguration, pace: Pace, random: Random) {
  private case class Beat(data: BigInt, last: Boolean, due: Int)
  private val beats = mutable.Queue[Beat]()
  private val addresses = new Channel("AR", axi.arvalid, axi.arready, axi.araddr, axi.arlen, axi.arsize, axi.arburst)
  private var now = 0
  private var offering = false

  /** Beats that were taken. */
  var taken = 0

  /** A beat at this address is answered with an error. */
  var poison: Option[BigInt] = None

  def drive(): Unit = {
    axi.arready.poke(!pace.pauses(random) && beats.count(_.last) < bus.outstanding)
    offering = offering || beats.headOption.exists(_.due <= now) && !pace.pauses(random)
    axi.rvalid.poke(offering)
    if (offering) {
      axi.rdata.poke(beats.head.data)
      axi.rlast.poke(beats.head.last)
    }
  }

  def observe(): Unit = {
    if (offering && Channel.high(axi.rready)) {
      beats.dequeue()
      offering = false
      taken += 1
    }
    addresses.taken().map(AxiBurst.checked(bus, _)).foreach { burst =>
      for (i <- 0 until burst.beats) {
        val address = burst.address + i * bus.bytes
        beats += Beat(AxiReadMemory.bytes(address, bus.bytes), i == burst.beats - 1, now + pace.latency)
      }
    }
    now += 1
  }
}

object AxiReadMemory {
  /** What lies at an address, little-endian. */
  def bytes(address: BigInt, count: Int): BigInt =
    (0 until count).foldLeft(BigInt(0))((sum, i) => sum | BigInt(byte(address + i)) << (8 * i))

  private def byte(address: BigInt): Int = ((address * 2654435761L >> 11) & 0xff).toInt
}

/** The write channels' slave. It takes a burst's data before its address where the paces so fall. */
class AxiWriteMemory(axi: Axi4Writer, bus: BusConfiguration, pace: Pace, random: Random) {
  private case class Beat(data: BigInt, strobe: BigInt, last: Boolean)
  private val bursts = mutable.Queue[AxiBurst]()
  private val beats = mutable.Queue[Beat]()
  private val responses = mutable.Queue[(Int, Map[BigInt, Int])]()
  private val addresses = new Channel("AW", axi.awvalid, axi.awready, axi.awaddr, axi.awlen, axi.awsize, axi.awburst)
  private val data = new Channel("W", axi.wvalid, axi.wready, axi.wdata, axi.wstrb, axi.wlast)
  private var now = 0
  private var offering = false
  private var addressesOffered = 0
  private var addressWaits = false
  private var dataEnded = 0

  /** The bytes that were written and acknowledged. */
  val written = mutable.Map[BigInt, Int]()
  var bytesTaken = 0

  /** Responses carry this code. */
  var response = 0

  def drive(): Unit = {
    axi.awready.poke(!pace.pauses(random))
    axi.wready.poke(!pace.pauses(random))
    offering = offering || responses.headOption.exists(_._1 <= now) && !pace.pauses(random)
    axi.bvalid.poke(offering)
    axi.bresp.poke(response)
  }

  def observe(): Unit = {
    if (offering && Channel.high(axi.bready)) {
      val bytes = responses.dequeue()._2
      assert(bytes.keys.forall(!written.contains(_)), "a byte was written twice")
      written ++= bytes
      offering = false
    }
    val offer = addresses.offered()
    if (offer.nonEmpty && !addressWaits) addressesOffered += 1
    addressWaits = offer.nonEmpty && !Channel.high(axi.awready)
    if (!addressWaits) offer.foreach(bursts += AxiBurst.checked(bus, _))
    assert(bursts.size + responses.size <= bus.outstanding, "too many bursts in flight")
    takeBeat()
    if (bursts.nonEmpty && beats.exists(_.last)) respond()
    now += 1
  }

  private def takeBeat(): Unit = data.taken().foreach { case Seq(bytes, strobe, last) =>
    assert(dataEnded < addressesOffered, "data came before its address was offered")
    beats += Beat(bytes, strobe, last == 1)
    dataEnded += last.toInt
    bytesTaken += strobe.bitCount
  }

  private def respond(): Unit = {
    val burst = bursts.dequeue()
    val itsBeats = Seq.fill(beats.indexWhere(_.last) + 1)(beats.dequeue())
    assert(itsBeats.size == burst.beats, s"WLAST of $burst came with beat ${itsBeats.size}")
    val bytes = for ((beat, i) <- itsBeats.zipWithIndex; lane <- 0 until bus.bytes if beat.strobe.testBit(lane))
      yield burst.address + i * bus.bytes + lane -> ((beat.data >> (8 * lane)) & 0xff).toInt
    responses += ((now + pace.latency, bytes.toMap))
  }
}
