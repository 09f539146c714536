package systole.hw.dma

import chisel3.simulator.PeekPokeAPI._
import scala.collection.mutable
import scala.util.Random
import systole.contract.BusConfiguration

/** The read channels' slave. Every byte's content can be told from its address. */
class AxiReadMemory(axi: Axi4Reader, bus: BusConfiguration, pace: Pace, random: Random) {
  private case class Beat(data: BigInt, last: Boolean, due: Int)
  private val beats = mutable.Queue[Beat]()
  private val addresses = new Channel("AR", axi.arvalid, axi.arready, axi.araddr, axi.arlen, axi.arsize, axi.arburst)
  private var now = 0
  private var offering = false

  /** Beats that were taken. */
  var taken = 0

  /** Beats carry this response code. */
  var response = 0

  def drive(): Unit = {
    axi.arready.poke(!pace.pauses(random) && beats.count(_.last) < bus.outstanding)
    offering = offering || beats.headOption.exists(_.due <= now) && !pace.pauses(random)
    axi.rvalid.poke(offering)
    axi.rresp.poke(response)
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
