package systole.hw.store

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random

class WindowMaximumSpec extends AnyFunSuite with ChiselSim {
  private case class Step(exists: Boolean, values: Seq[Int])
  private val lanes = 5

  private def column(random: Random, taps: Int): Seq[Step] =
    Seq.fill(taps)(Step(random.nextInt(4) != 0, Seq.fill(lanes)(random.nextInt(256) - 128)))

  /** Walks a column, with pauses; `earlier` columns before it make a window with it, if it ends one. */
  private def walk(dut: WindowMaximum, random: Random, taps: Seq[Step], earlier: Int, endsWindow: Boolean): Unit =
    for ((tap, index) <- taps.zipWithIndex) {
      if (random.nextInt(4) == 0) { dut.io.tap.valid.poke(false); dut.clock.step() }
      val last = index == taps.length - 1
      dut.io.tap.valid.poke(true)
      dut.io.tap.bits.exists.poke(tap.exists)
      dut.io.tap.bits.firstOfColumn.poke(index == 0)
      dut.io.tap.bits.lastOfColumn.poke(last)
      dut.io.tap.bits.earlierColumns.poke(earlier)
      dut.io.tap.bits.lastOfWindow.poke(last && endsWindow)
      tap.values.zip(dut.io.values).foreach { case (value, port) => port.poke(value) }
      dut.clock.step()
      dut.io.maximum.valid.expect(last && endsWindow)
    }

  private def expectMaximum(dut: WindowMaximum, taps: Seq[Step]): Unit =
    for (lane <- 0 until lanes) {
      val expected = taps.filter(_.exists).map(_.values(lane)).foldLeft(-128)(_ max _)
      dut.io.maximum.bits(lane).expect(expected, s"lane $lane of $taps")
    }

  test("takes the maximum of the taps that exist, for windows of 1 to 9 taps with pauses") {
    simulate(new WindowMaximum(lanes)) { dut =>
      val random = new Random(1)
      for (_ <- 0 until 200) {
        val taps = column(random, 1 + random.nextInt(9))
        walk(dut, random, taps, earlier = 0, endsWindow = true)
        expectMaximum(dut, taps)
      }
    }
  }

  test("windows of 2 to 4 columns share the columns that they have in common") {
    simulate(new WindowMaximum(lanes)) { dut =>
      val random = new Random(2)
      for (width <- 2 to WindowMaximum.columns; stride <- 1 until width; _ <- 0 until 10) {
        val columns = Seq.fill(width + stride * random.nextInt(5))(column(random, 1 + random.nextInt(3)))
        for ((taps, index) <- columns.zipWithIndex) {
          val endsWindow = index >= width - 1 && (index - width + 1) % stride == 0
          walk(dut, random, taps, earlier = width - 1, endsWindow)
          if (endsWindow) expectMaximum(dut, columns.slice(index - width + 1, index + 1).flatten)
        }
      }
    }
  }
}
