package systole.hw.control

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import systole.contract.{ErrorCode, Progress}

class ProgramControlSpec extends AnyFunSuite with ChiselSim {
  private def flags(dut: ProgramControl) =
    Seq(dut.io.start, dut.io.refused.valid, dut.io.readFailed, dut.io.writeFailed, dut.io.dispatch, dut.io.expired, dut.io.busy)

  private def start(dut: ProgramControl, descriptors: Int): Unit = {
    flags(dut).foreach(_.poke(false))
    dut.io.dispatched.counts.foreach(_.poke(0))
    dut.io.progress.counts.foreach(_.poke(0))
    dut.io.descriptors.poke(descriptors)
    pulse(dut, dut.io.start)
  }

  private def pulse(dut: ProgramControl, flag: Bool): Unit = {
    flag.poke(true)
    dut.clock.step()
    flag.poke(false)
  }

  private def expectEnd(dut: ProgramControl, error: ErrorCode, index: Int): Unit = {
    dut.io.done.expect(true)
    dut.io.running.expect(true)
    dut.clock.step()
    dut.io.done.expect(false)
    dut.io.running.expect(false)
    dut.io.result.error.expect(error.code)
    dut.io.result.errorIndex.expect(index)
  }

  test("an empty program is done in its first cycle, without an error") {
    simulate(new ProgramControl) { dut =>
      start(dut, 0)
      dut.io.begin.expect(true)
      expectEnd(dut, ErrorCode.NONE, 0)
    }
  }

  test("a program is done when all is dispatched, every progress is complete and nothing is busy") {
    simulate(new ProgramControl) { dut =>
      for (late <- Progress.values) {
        start(dut, 2)
        dut.clock.step(3)
        pulse(dut, dut.io.dispatch)
        dut.io.done.expect(false)
        dut.io.dispatched.counts.foreach(_.poke(2))
        dut.io.progress.counts.foreach(_.poke(2))
        dut.io.progress.counts(late.ordinal).poke(1)
        dut.io.busy.poke(true)
        pulse(dut, dut.io.dispatch)
        assert(!dut.io.done.peek().litToBoolean, s"without $late")
        dut.io.progress.counts(late.ordinal).poke(2)
        dut.io.done.expect(false)
        dut.io.busy.poke(false)
        expectEnd(dut, ErrorCode.NONE, 2)
      }
    }
  }

  test("the first error stops the dispatch and stays, and what was dispatched is waited for") {
    simulate(new ProgramControl) { dut =>
      start(dut, 9)
      pulse(dut, dut.io.dispatch)
      dut.io.dispatched.counts(0).poke(1)
      dut.io.refused.bits.poke(ErrorCode.BAD_REGION.code)
      dut.io.readFailed.poke(true)
      pulse(dut, dut.io.refused.valid)
      dut.io.readFailed.poke(false)
      dut.io.stop.expect(true)
      pulse(dut, dut.io.writeFailed)
      dut.clock.step(5)
      dut.io.done.expect(false)
      dut.io.progress.counts(0).poke(1)
      expectEnd(dut, ErrorCode.BAD_REGION, 1)

      for ((port, error) <- Seq(dut.io.readFailed -> ErrorCode.READ_FAILED, dut.io.writeFailed -> ErrorCode.WRITE_FAILED)) {
        start(dut, 9)
        dut.io.stop.expect(false)
        dut.io.result.error.expect(0)
        pulse(dut, port)
        dut.io.engineReset.expect(false)
        expectEnd(dut, error, 0)
      }
    }
  }

  test("the watchdog ends a program, and the engines are held in reset until the next start") {
    simulate(new ProgramControl) { dut =>
      start(dut, 1)
      dut.clock.step(3)
      dut.io.done.expect(false)
      dut.io.expired.poke(true)
      expectEnd(dut, ErrorCode.WATCHDOG, 0)
      for (_ <- 0 until 5) { dut.io.engineReset.expect(true); dut.clock.step() }
      dut.io.expired.poke(false)
      dut.io.start.poke(true)
      dut.io.engineReset.expect(true)
      dut.clock.step()
      dut.io.engineReset.expect(false)
    }
  }

  test("the watchdog comes too late for a program that is done") {
    simulate(new ProgramControl) { dut =>
      start(dut, 0)
      dut.io.expired.poke(true)
      expectEnd(dut, ErrorCode.NONE, 0)
      dut.io.engineReset.expect(false)
    }
  }

  test("the watchdog ends what hangs after an error, too, and that error stays") {
    simulate(new ProgramControl) { dut =>
      start(dut, 5)
      pulse(dut, dut.io.dispatch)
      dut.io.dispatched.counts(2).poke(1)
      pulse(dut, dut.io.readFailed)
      dut.clock.step(17)
      dut.io.done.expect(false)
      dut.io.expired.poke(true)
      expectEnd(dut, ErrorCode.READ_FAILED, 1)
      dut.io.engineReset.expect(true)
    }
  }
}
