package systole.hw.control

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random

class ProgressCountersSpec extends AnyFunSuite with ChiselSim {
  test("counts each progress for itself, and starts again at 0") {
    simulate(new ProgressCounters) { dut =>
      val random = new Random(1)
      for (_ <- 0 until 3) {
        dut.io.clear.poke(true)
        dut.io.completed.foreach(_.poke(false))
        dut.clock.step()
        dut.io.clear.poke(false)
        val expected = Array.fill(dut.io.completed.length)(0)
        for (_ <- 0 until 200) {
          for (i <- expected.indices) {
            val completed = random.nextInt(expected.length) <= i
            dut.io.completed(i).poke(completed)
            if (completed) expected(i) += 1
          }
          dut.clock.step()
          for (i <- expected.indices) dut.io.progress.counts(i).expect(expected(i))
        }
      }
    }
  }
}
