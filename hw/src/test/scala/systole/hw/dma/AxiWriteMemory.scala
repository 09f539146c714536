package systole.hw.dma

import chisel3.simulator.PeekPokeAPI._
import org.scalatest.Assertions._
import scala.collection.mutable
import scala.util.Random
import systole.contract.BusConfiguration

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
