package systole.hw.common

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random

/** A register on a gated clock between two on the free one. */
class GatedPipeline extends Module {
  val io = IO(new Bundle {
    val awake = Input(Bool())
    val in = Input(UInt(8.W))
    val before, gated, after = Output(UInt(8.W))
  })
  private val sleeping = new GatedClock
  io.before := RegNext(io.in, 0.U)
  io.gated := sleeping { RegNext(io.before, 1.U) }
  io.after := RegNext(io.gated, 2.U)
  sleeping.ticksWhen(io.awake)
}

class GatedClockSpec extends AnyFunSuite with ChiselSim {
  test("registers change in the cycles in which they are awake, and values cross in step with the free clock") {
    simulate(new GatedPipeline) { dut =>
      val random = new Random(1)
      var (before, gated, after) = (0, 1, 2)
      for (_ <- 0 until 300) {
        val (awake, in) = (random.nextBoolean(), random.nextInt(256))
        dut.io.awake.poke(awake)
        dut.io.in.poke(in)
        dut.io.before.expect(before)
        dut.io.gated.expect(gated)
        dut.io.after.expect(after)
        dut.clock.step()
        after = gated
        gated = if (awake) before else gated
        before = in
      }
    }
  }

  test("an enable that changes while the clock is high does not tick") {
    simulate(new GatedPipeline) { dut =>
      dut.io.in.poke(7)
      dut.io.awake.poke(false)
      dut.clock.step(2)
      for (awake <- Seq(true, false)) { dut.io.awake.poke(awake); dut.io.gated.expect(1) }
      dut.clock.step()
      dut.io.gated.expect(1)
    }
  }

  test("reset reaches what sleeps") {
    simulate(new GatedPipeline) { dut =>
      dut.io.in.poke(7)
      dut.io.awake.poke(true)
      dut.clock.step(2)
      dut.io.gated.expect(7)
      dut.io.awake.poke(false)
      dut.reset.poke(true)
      dut.clock.step()
      dut.io.gated.expect(1)
    }
  }
}
