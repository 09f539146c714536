package systole.hw.dma

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.collection.mutable
import scala.util.Random
import systole.contract.Configuration

class RowUnpackerSpec extends AnyFunSuite with ChiselSim {
  /** The places of the rows of runs, in order. */
  private def places(runs: Seq[(Int, Int)], rowBytes: Int): Seq[(Int, Boolean)] =
    runs.flatMap { case (address, rows) => (0 until rows).map(r => (address + r * rowBytes, r == rows - 1)) }

  /** The beats that cover each run, as numbers of the beats of memory. */
  private def beats(runs: Seq[(Int, Int)], rowBytes: Int, busBytes: Int): Seq[Int] =
    runs.flatMap { case (address, rows) => address / busBytes to (address + rows * rowBytes - 1) / busBytes }

  private def run(dut: RowUnpacker, configuration: Configuration, runs: Seq[(Int, Int)], pauses: Double, random: Random): Int = {
    val rowBytes = configuration.array.size
    val busBytes = configuration.bus.bytes
    val waitingPlaces = mutable.Queue.from(places(runs, rowBytes))
    val waitingBeats = mutable.Queue.from(beats(runs, rowBytes, busBytes))
    val rows = mutable.Queue.from(waitingPlaces.map { case (address, _) => AxiReadMemory.bytes(address, rowBytes) })
    def goes() = random.nextDouble() >= pauses
    var cycles = 0
    while (rows.nonEmpty) {
      assert(cycles < 20000, s"${rows.size} rows never came")
      val offersPlace = waitingPlaces.nonEmpty && goes()
      val offersBeat = waitingBeats.nonEmpty && goes()
      val takesRow = goes()
      dut.io.place.valid.poke(offersPlace)
      waitingPlaces.headOption.foreach { case (address, last) =>
        dut.io.place.bits.address.poke(address % 4096)
        dut.io.place.bits.last.poke(last)
      }
      dut.io.beat.valid.poke(offersBeat)
      waitingBeats.headOption.foreach(b => dut.io.beat.bits.data.poke(AxiReadMemory.bytes(b * busBytes, busBytes)))
      dut.io.row.ready.poke(takesRow)
      if (takesRow && Channel.high(dut.io.row.valid)) dut.io.row.bits.expect(rows.dequeue())
      if (offersPlace && Channel.high(dut.io.place.ready)) waitingPlaces.dequeue()
      if (offersBeat && Channel.high(dut.io.beat.ready)) waitingBeats.dequeue()
      dut.clock.step()
      cycles += 1
    }
    assert(waitingBeats.isEmpty && waitingPlaces.isEmpty)
    cycles
  }

  for (configuration <- Shapes.kinds)
    test(s"cuts runs out of their beats without a lost cycle, ${Shapes.name(configuration)}") {
      simulate(new RowUnpacker(configuration)) { dut =>
        val rowBytes = configuration.array.size
        val random = new Random(rowBytes)
        val runs = Seq.fill(30)((random.nextInt(1000) * rowBytes, 1 + random.nextInt(20)))
        val least = runs.map(_._2).sum * (rowBytes / configuration.bus.bytes max 1)
        assert(run(dut, configuration, runs, pauses = 0, random) == least)
        run(dut, configuration, runs, pauses = 0.4, random)
      }
    }
}
