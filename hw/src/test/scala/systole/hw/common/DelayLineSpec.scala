package systole.hw.common

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random

class DelayLineSpec extends AnyFunSuite with ChiselSim {
  for (cycles <- Seq(2, 3, 8, 13)) test(s"every value leaves after $cycles cycles, in bursts and after pauses") {
    simulate(new DelayLine(UInt(16.W), cycles)) { dut =>
      val random = new Random(cycles)
      val stream = Seq.tabulate(400) { i =>
        val pause = (i / 50) % 2 == 1
        Option.when(random.nextInt(10) < (if (pause) 1 else 8))(random.nextInt(1 << 16))
      }
      for (i <- 0 until stream.length + cycles) {
        val in = stream.lift(i).flatten
        dut.io.in.valid.poke(in.isDefined)
        in.foreach(dut.io.in.bits.poke(_))
        val out = stream.lift(i - cycles).flatten
        dut.io.out.valid.expect(out.isDefined)
        out.foreach(dut.io.out.bits.expect(_, s"cycle $i"))
        dut.io.occupied.expect((1 to cycles).exists(age => stream.lift(i - age).flatten.isDefined))
        dut.clock.step()
      }
    }
  }
}
