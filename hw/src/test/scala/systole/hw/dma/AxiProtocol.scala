package systole.hw.dma

import chisel3.{Bits, Bool, Element, UInt}
import chisel3.simulator.PeekPokeAPI._
import org.scalatest.Assertions._
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
  def value(port: Element): BigInt = port match {
    case bool: Bool    => if (high(bool)) 1 else 0
    case bits: UInt    => bits.peekValue().asBigInt
    case other: Element => throw new IllegalArgumentException(s"AXI has no port of type $other")
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
