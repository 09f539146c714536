package systole.hw.array

import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import systole.contract.ArrayConfiguration
import systole.hw.pe.SeparateMultipliers

class ArraySelfTestSpec extends AnyFunSuite with ChiselSim {
  private val configuration = new ArrayConfiguration(4, 4)
  private val signature = ArraySelfTest.signature(configuration)

  private def passes(expected: BigInt): Boolean = {
    var passed = false
    simulate(new ArraySelfTest(configuration, SeparateMultipliers, expected)) { dut =>
      val cycles = ArraySelfTest.vectors + SystolicArray.latency(configuration) + 1
      dut.io.done.expect(false)
      dut.clock.step(cycles - 1)
      dut.io.done.expect(false)
      dut.clock.step()
      dut.io.done.expect(true)
      passed = dut.io.passed.peek().litToBoolean
    }
    passed
  }

  test("the array's sums are those of plain loops")(assert(passes(signature)))
  test("another signature fails")(assert(!passes(signature ^ 1)))
}
