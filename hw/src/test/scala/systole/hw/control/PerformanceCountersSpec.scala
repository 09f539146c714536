package systole.hw.control

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random
import systole.contract.{BusConfiguration, Counter}

class PerformanceCountersSpec extends AnyFunSuite with ChiselSim {
  test("counts what happens while a program runs, and holds still otherwise") {
    simulate(new PerformanceCounters(new BusConfiguration(64, 4, 2))) { dut =>
      val random = new Random(1)
      val events = dut.io.events
      val inputs = Map[Counter, Data](
        Counter.ARRAY_BUSY -> events.arrayBusy,
        Counter.STALL_LOAD -> events.stallLoad,
        Counter.STALL_WEIGHTS -> events.stallWeights,
        Counter.STALL_STORE -> events.stallStore,
        Counter.BYTES_READ -> events.bytesRead,
        Counter.BYTES_WRITTEN -> events.bytesWritten,
        Counter.DRAIN_BUSY -> events.drainBusy
      )
      for (_ <- 0 until 2) {
        dut.io.clear.poke(true)
        dut.clock.step()
        dut.io.clear.poke(false)
        val expected = Array.fill(Counter.values.length)(0L)
        for (cycle <- 0 until 300) {
          val running = cycle < 200
          dut.io.running.poke(running)
          inputs.foreach {
            case (counter, flag: Bool) =>
              val value = random.nextInt(9) <= counter.ordinal
              flag.poke(value)
              if (running && value) expected(counter.ordinal) += 1
            case (counter, bytes) =>
              val value = random.nextInt(65)
              bytes.asInstanceOf[UInt].poke(value)
              if (running) expected(counter.ordinal) += value
          }
          if (running) expected(Counter.CYCLES.ordinal) += 1
          dut.clock.step()
        }
        for (counter <- Counter.values) dut.io.counters.values(counter.ordinal).expect(expected(counter.ordinal), s"$counter")
      }
    }
  }
}
