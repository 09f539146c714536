package systole.hw.common

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random

class LoopNestSpec extends AnyFunSuite with ChiselSim {
  private val widths = Seq(5, 4, 3)
  private val tracks = Seq(Track("address", 16), Track("row", 8))

  test("walks every turn in order and tracks the affine values, with pauses and restarts") {
    simulate(new LoopNest(widths, tracks)) { dut =>
      val random = new Random(1)
      dut.io.step.poke(false)
      dut.io.cut.poke(false)
      for (_ <- 0 until 50) {
        val counts = widths.map(w => 1 + random.nextInt(5 min ((1 << w) - 1)))
        val start = tracks.map(t => random.nextInt(1 << t.width))
        val steps = tracks.map(t => widths.map(_ => random.nextInt(1 << t.width)))
        counts.zip(dut.io.bounds.counts).foreach { case (c, port) => port.poke(c) }
        for ((trackSteps, port) <- steps.zip(dut.io.bounds.steps); (s, p) <- trackSteps.zip(port)) p.poke(s)
        start.zip(dut.io.start.bits).foreach { case (s, port) => port.poke(s) }
        dut.io.start.valid.poke(true)
        dut.clock.step()
        dut.io.start.valid.poke(false)
        for (k <- 0 until counts(2); j <- 0 until counts(1); i <- 0 until counts(0)) {
          if (random.nextInt(4) == 0) { dut.io.step.poke(false); dut.clock.step() }
          for (((track, s), t) <- tracks.zip(start).zipWithIndex) {
            val expected = (s + i * steps(t)(0) + j * steps(t)(1) + k * steps(t)(2)) % (1 << track.width)
            dut.io.values(t).expect(expected, s"${track.name} at ($k, $j, $i) of $counts")
          }
          dut.io.last(0).expect(i == counts(0) - 1)
          dut.io.last(2).expect(i == counts(0) - 1 && j == counts(1) - 1 && k == counts(2) - 1)
          dut.io.first(1).expect(i == 0 && j == 0)
          dut.io.step.poke(true)
          dut.clock.step()
        }
        dut.io.step.poke(false)
      }
    }
  }

  test("a cut ends the innermost level's turns as its count would") {
    simulate(new LoopNest(widths, tracks)) { dut =>
      val random = new Random(2)
      dut.io.bounds.counts.zip(Seq(4, 3, 2)).foreach { case (port, count) => port.poke(count) }
      dut.io.bounds.steps(0).zip(Seq(1, 10, 100)).foreach { case (port, step) => port.poke(step) }
      dut.io.start.bits.foreach(_.poke(0))
      dut.io.start.valid.poke(true)
      dut.clock.step()
      dut.io.start.valid.poke(false)
      dut.io.step.poke(true)
      for (k <- 0 until 2; j <- 0 until 3; turns = 1 + random.nextInt(4); i <- 0 until turns) {
        dut.io.cut.poke(i == turns - 1)
        dut.io.values(0).expect(100 * k + 10 * j + i)
        dut.io.last(0).expect(i == turns - 1)
        dut.io.last(2).expect(i == turns - 1 && j == 2 && k == 1)
        dut.clock.step()
      }
    }
  }
}
