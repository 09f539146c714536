package systole.hw.control

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite

class WatchdogSpec extends AnyFunSuite with ChiselSim {
  private def live(dut: Watchdog): Unit = {
    dut.io.alive.poke(true)
    dut.io.barks.expect(false)
    dut.clock.step()
    dut.io.alive.poke(false)
  }

  test("it barks in the last of so many quiet cycles, once, and each sign of life begins anew") {
    simulate(new Watchdog) { dut =>
      for (limit <- Seq(1, 2, 10)) {
        dut.io.limit.poke(limit)
        for (_ <- 0 until 3) {
          live(dut)
          for (_ <- 1 until limit) { dut.io.barks.expect(false); dut.clock.step() }
        }
        dut.io.barks.expect(true)
        dut.clock.step()
        for (_ <- 0 until 5) { dut.io.barks.expect(false); dut.clock.step() }
      }
    }
  }

  test("a sign of life in the last cycle keeps it quiet") {
    simulate(new Watchdog) { dut =>
      dut.io.limit.poke(2)
      live(dut)
      dut.clock.step()
      dut.io.barks.expect(true)
      live(dut)
      dut.io.barks.expect(false)
    }
  }

  test("a limit of 0 never barks") {
    simulate(new Watchdog) { dut =>
      dut.io.limit.poke(0)
      live(dut)
      for (_ <- 0 until 2000) { dut.io.barks.expect(false); dut.clock.step() }
    }
  }
}
