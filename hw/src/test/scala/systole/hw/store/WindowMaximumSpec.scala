package systole.hw.store

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random

class WindowMaximumSpec extends AnyFunSuite with ChiselSim {
  private case class Step(exists: Boolean, values: Seq[Int])

  test("takes the maximum of the taps that exist, for windows of 1 to 9 taps with pauses") {
    val lanes = 5
    simulate(new WindowMaximum(lanes)) { dut =>
      val random = new Random(1)
      for (_ <- 0 until 200) {
        val taps = Seq.fill(1 + random.nextInt(9))(Step(random.nextInt(4) != 0, Seq.fill(lanes)(random.nextInt(256) - 128)))
        for ((tap, index) <- taps.zipWithIndex) {
          if (random.nextInt(4) == 0) { dut.io.tap.valid.poke(false); dut.clock.step() }
          dut.io.tap.valid.poke(true)
          dut.io.tap.bits.exists.poke(tap.exists)
          dut.io.tap.bits.firstOfWindow.poke(index == 0)
          dut.io.tap.bits.lastOfWindow.poke(index == taps.length - 1)
          tap.values.zip(dut.io.values).foreach { case (value, port) => port.poke(value) }
          dut.clock.step()
          dut.io.maximum.valid.expect(index == taps.length - 1)
        }
        for (lane <- 0 until lanes) {
          val expected = taps.filter(_.exists).map(_.values(lane)).foldLeft(-128)(_ max _)
          dut.io.maximum.bits(lane).expect(expected, s"lane $lane of $taps")
        }
      }
    }
  }
}
