package systole.hw.dma

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.collection.mutable
import scala.util.Random
import systole.contract.Configuration

class RowPackerSpec extends AnyFunSuite with ChiselSim {
  private case class Beat(bytes: Seq[Option[Int]], last: Boolean)
  private case class PlacedRow(address: Int, last: Boolean, data: BigInt)

  /** The beats that a run's rows make: bytes outside it have no strobe, bursts end with blocks and with the run. */
  private def beats(rows: Seq[PlacedRow], configuration: Configuration): Seq[Beat] = {
    val bus = configuration.bus
    val bytes = rows.flatMap(r => (0 until configuration.array.size).map(i => r.address + i -> ((r.data >> (8 * i)) & 0xff).toInt)).toMap
    val numbers = bytes.keys.min / bus.bytes to bytes.keys.max / bus.bytes
    numbers.map { number =>
      val blockEnds = (number + 1) % BurstSplitter.blockBeats(bus) == 0
      Beat((0 until bus.bytes).map(i => bytes.get(number * bus.bytes + i)), blockEnds || number == numbers.last)
    }
  }

  private def run(dut: RowPacker, configuration: Configuration, runs: Seq[Seq[PlacedRow]], pauses: Double, random: Random): Int = {
    val waiting = mutable.Queue.from(runs.flatten)
    val expected = mutable.Queue.from(runs.flatMap(beats(_, configuration)))
    def goes() = random.nextDouble() >= pauses
    var cycles = 0
    while (expected.nonEmpty) {
      assert(cycles < 20000, s"${expected.size} beats never came")
      val (offersPlace, offersRow) = (waiting.nonEmpty && goes(), waiting.nonEmpty && goes())
      dut.io.place.valid.poke(offersPlace)
      dut.io.row.valid.poke(offersRow)
      waiting.headOption.foreach { row =>
        dut.io.place.bits.address.poke(row.address % 4096)
        dut.io.place.bits.last.poke(row.last)
        dut.io.row.bits.poke(row.data)
      }
      val takesBeat = goes()
      dut.io.beat.ready.poke(takesBeat)
      if (takesBeat && Channel.high(dut.io.beat.valid)) assert(observed(dut, configuration) == expected.dequeue())
      if (offersPlace) dut.io.place.ready.expect(offersRow && Channel.high(dut.io.row.ready))
      if (offersPlace && Channel.high(dut.io.place.ready)) waiting.dequeue()
      dut.clock.step()
      cycles += 1
    }
    assert(waiting.isEmpty)
    cycles
  }

  private def observed(dut: RowPacker, configuration: Configuration): Beat = {
    val data = Channel.value(dut.io.beat.bits.data)
    val strobe = Channel.value(dut.io.beat.bits.strobe)
    val bytes = (0 until configuration.bus.bytes).map(i => Option.when(strobe.testBit(i))(((data >> (8 * i)) & 0xff).toInt))
    Beat(bytes, Channel.high(dut.io.beat.bits.last))
  }

  for (configuration <- Shapes.kinds)
    test(s"packs runs into strobed beats without a lost cycle, ${Shapes.name(configuration)}") {
      simulate(new RowPacker(configuration)) { dut =>
        val rowBytes = configuration.array.size
        val random = new Random(rowBytes)
        val runs = Seq.fill(30) {
          val (start, rows) = (random.nextInt(1000) * rowBytes, 1 + random.nextInt(20))
          Seq.tabulate(rows)(r => PlacedRow(start + r * rowBytes, r == rows - 1, BigInt(8 * rowBytes, random)))
        }
        val least = runs.map(_.size).sum * (rowBytes / configuration.bus.bytes max 1)
        assert(run(dut, configuration, runs, pauses = 0, random) == least + 1)
        run(dut, configuration, runs, pauses = 0.4, random)
      }
    }
}
