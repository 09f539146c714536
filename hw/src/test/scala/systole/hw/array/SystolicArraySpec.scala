package systole.hw.array

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random
import systole.contract.ArrayConfiguration
import systole.hw.pe.{Multipliers, PackedMultipliers, SeparateMultipliers, WordMultipliers}

class SystolicArraySpec extends AnyFunSuite with ChiselSim {
  private case class Slot(activations: Option[Seq[Int]], tile: Int)

  private def bytes(values: Seq[Int]): BigInt =
    values.reverse.foldLeft(BigInt(0))((sum, v) => (sum << 8) | (v & 0xff))

  private def extremeOrRandom(random: Random): Int = random.nextInt(6) match {
    case 0 => -128
    case 1 => 127
    case _ => random.nextInt(256) - 128
  }

  /** Streams tiles back to back, the shortest passes included, with random pauses of the enable, and compares every sum. */
  private def stream(size: Int, dotLength: Int, multipliers: Multipliers = WordMultipliers): Unit = {
    val configuration = new ArrayConfiguration(size, dotLength)
    simulate(new SystolicArray(configuration, multipliers)) { dut =>
      val random = new Random(size + dotLength)
      val pairs = configuration.peColumns
      // tile(j)(k): the weight of output j for input k; the first tile is all extreme.
      val tiles = Seq.tabulate(8)(t => Seq.fill(size, size)(if (t == 0) -128 else extremeOrRandom(random)))
      val slots = tiles.indices.flatMap { t =>
        val vectors = Seq(1, pairs, pairs + 3, 2 * size + 1)(random.nextInt(4))
        Seq.tabulate(vectors.max(pairs)) { i =>
          Slot(Option.when(i < vectors)(Seq.fill(size)(if (t == 0) -128 else extremeOrRandom(random))), t)
        }
      }
      val latency = SystolicArray.latency(configuration)
      val expected = slots.map { slot =>
        slot.activations.map(a => tiles(slot.tile).map(row => row.zip(a).map { case (w, x) => w * x }.sum))
      }

      // Weights lead the activations by one cycle.
      for (cycle <- -1 until slots.length + latency) {
        while (random.nextInt(5) == 0) { dut.io.enable.poke(false); dut.clock.step() }
        dut.io.enable.poke(true)
        val lead = cycle + 1
        val within = if (lead < slots.length) lead - slots.indexWhere(_.tile == slots(lead).tile) else pairs
        dut.io.tileStart.poke(within == 0)
        if (within < pairs) {
          val tile = tiles(slots(lead).tile)
          dut.io.weights.poke(bytes(tile(2 * within) ++ tile(2 * within + 1)))
        }
        if (cycle >= 0 && cycle < slots.length)
          dut.io.activations.poke(bytes(slots(cycle).activations.getOrElse(Seq.fill(size)(random.nextInt(256)))))
        val done = cycle - latency
        if (done >= 0) expected(done).foreach { sums =>
          val got = dut.io.sums.peek().litValue
          for (j <- 0 until size)
            assert((got >> (32 * j)).toInt == sums(j), s"sum $j of slot $done, tile ${slots(done).tile}")
        }
        dut.clock.step()
      }
    }
  }

  test("4 x 4, a multiplier a PE row")(stream(4, 1))
  test("4 x 4, dot products of 4")(stream(4, 4))
  test("8 x 8, dot products of 2")(stream(8, 2))
  test("16 x 16, dot products of 4")(stream(16, 4))
  test("8 x 8, products of 27 x 8 bits")(stream(8, 4, PackedMultipliers))
  test("8 x 8, products of 8 x 8 bits")(stream(8, 4, SeparateMultipliers))
}
