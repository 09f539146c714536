package systole.hw.dma

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.collection.mutable
import scala.util.Random

class ReadMasterSpec extends AnyFunSuite with ChiselSim {
  private val configuration = Shapes.configuration(16, 16, burstBeats = 8, outstanding = 16)
  private val bus = configuration.bus

  private def bursts(client: Int, beats: Int => Int): Seq[AxiBurst] =
    Seq.tabulate(40)(i => AxiBurst((BigInt(client + 1) << 40) + i * bus.burstBeats * bus.bytes, beats(i)))

  private def beats(burst: AxiBurst): Seq[(BigInt, Boolean)] =
    (0 until burst.beats).map(i => (burst.address + i * bus.bytes, i == burst.beats - 1))

  /** Runs the clients' bursts, checks that each gets its beats, and returns the cycles from the first beat to the last. */
  private def run(dut: ReadMaster, programs: Seq[Seq[AxiBurst]], pace: Pace, random: Random): Int = {
    val memory = new AxiReadMemory(dut.io.axi, bus, pace, random)
    val waiting = programs.map(mutable.Queue.from(_))
    val expected = programs.map(p => mutable.Queue.from(p.flatMap(beats)))
    var cycle = 0
    var first = Option.empty[Int]
    while (expected.exists(_.nonEmpty)) {
      assert(cycle < 20000, s"${expected.map(_.size)} beats never came")
      for ((queue, client) <- waiting.zip(dut.io.clients)) {
        client.burst.valid.poke(queue.nonEmpty)
        queue.headOption.foreach { burst =>
          client.burst.bits.address.poke(burst.address)
          client.burst.bits.beats.poke(burst.beats)
        }
      }
      val taking = dut.io.clients.map(_ => !pace.pauses(random))
      dut.io.clients.zip(taking).foreach { case (client, takes) => client.beat.ready.poke(takes) }
      memory.drive()
      for ((queue, client) <- waiting.zip(dut.io.clients) if queue.nonEmpty && Channel.high(client.burst.ready)) queue.dequeue()
      for (((queue, client), takes) <- expected.zip(dut.io.clients).zip(taking) if takes && Channel.high(client.beat.valid)) {
        val (address, last) = queue.dequeue()
        client.beat.bits.data.expect(AxiReadMemory.bytes(address, bus.bytes))
        client.beat.bits.last.expect(last)
        dut.io.beatTaken.expect(true)
        first = first.orElse(Some(cycle))
      }
      memory.observe()
      dut.clock.step()
      cycle += 1
    }
    cycle - first.get
  }

  test("routes beats to their clients, a beat a cycle also of short bursts, and under back-pressure") {
    simulate(new ReadMaster(configuration, 3)) { dut =>
      val random = new Random(1)
      val short = Seq.tabulate(3)(bursts(_, i => 1 + i % 2 * 3))
      assert(run(dut, short, Pace(latency = 12, pauses = 0), random) == short.flatten.map(_.beats).sum)
      val mixed = Seq.tabulate(3)(bursts(_, _ => 1 + random.nextInt(bus.burstBeats)))
      run(dut, mixed, Pace(latency = 25, pauses = 0.3), random)
    }
  }

  test("serves clients in turn, holds as many bursts as allowed and tells an error response") {
    simulate(new ReadMaster(configuration, 3)) { dut =>
      dut.io.axi.arready.poke(true)
      dut.io.clients.zipWithIndex.foreach { case (client, i) =>
        client.burst.valid.poke(true)
        client.burst.bits.address.poke(4096 * i)
        client.burst.bits.beats.poke(1)
        client.beat.ready.poke(true)
      }
      val served = Iterator.continually {
        dut.clock.step()
        Option.when(Channel.high(dut.io.axi.arvalid))((Channel.value(dut.io.axi.araddr) / 4096).toInt)
      }.takeWhile(_.nonEmpty).flatten.take(100).toSeq
      assert(served.size == bus.outstanding)
      assert(served.sliding(3).forall(_.toSet == Set(0, 1, 2)), served)

      dut.io.failed.expect(false)
      dut.io.axi.rvalid.poke(true)
      dut.io.axi.rlast.poke(true)
      dut.clock.step()
      dut.io.beatTaken.expect(true)
      dut.io.failed.expect(false)
      dut.io.axi.rresp.poke(2)
      dut.clock.step()
      dut.io.beatTaken.expect(true)
      dut.io.failed.expect(true)
    }
  }

  test("drops the beats that memory still owed before a reset") {
    simulate(new ReadMaster(configuration, 3)) { dut =>
      val random = new Random(2)
      dut.io.axi.rvalid.poke(true)
      dut.io.axi.rresp.poke(2)
      dut.io.clients.foreach(_.beat.ready.poke(false))
      dut.clock.step()
      dut.io.axi.rready.expect(true)
      dut.clock.step()
      dut.io.beatTaken.expect(false)
      dut.io.failed.expect(false)
      dut.io.clients.foreach(_.beat.valid.expect(false))
      run(dut, Seq.tabulate(3)(bursts(_, i => 1 + i % 3)), Pace(latency = 12, pauses = 0.2), random)
    }
  }
}
