package systole.hw.control

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random
import systole.contract._

class DispatcherSpec extends AnyFunSuite with ChiselSim {
  private val configuration = Configuration.ofArray(8)
  private val patience = 10

  private def reset(dut: Dispatcher): Unit = {
    dut.io.stop.poke(false)
    dut.io.descriptor.valid.poke(false)
    dut.io.engines.foreach(_.ready.poke(false))
    clear(dut)
  }

  private def clear(dut: Dispatcher): Unit = {
    dut.io.clear.poke(true)
    dut.clock.step()
    dut.io.clear.poke(false)
  }

  /** Offers a descriptor until it is dispatched or refused, for a few cycles. */
  private def offer(dut: Dispatcher, descriptor: Descriptor): Boolean = {
    dut.io.descriptor.bits.poke(Programs.bits(descriptor))
    dut.io.descriptor.valid.poke(true)
    var left = patience
    while (left > 0 && !dut.io.dispatch.peek().litToBoolean && !dut.io.refused.valid.peek().litToBoolean) {
      dut.clock.step()
      left -= 1
    }
    val dispatched = dut.io.dispatch.peek().litToBoolean
    dut.io.descriptor.ready.expect(dispatched)
    if (dispatched) {
      dut.clock.step()
      dut.io.descriptor.valid.poke(false)
    }
    dispatched
  }

  private def expectHead(dut: Dispatcher, engine: Engine, descriptor: Descriptor): Unit = {
    val head = dut.io.engines(engine.ordinal)
    var left = patience
    while (left > 0 && !head.valid.peek().litToBoolean) { dut.clock.step(); left -= 1 }
    head.valid.expect(true)
    head.bits.expect(Programs.bits(descriptor), s"$descriptor")
    head.ready.poke(true)
    dut.clock.step()
    head.ready.poke(false)
  }

  test("descriptors go to their engines in order, and count for what waits on them") {
    simulate(new Dispatcher(configuration)) { dut =>
      reset(dut)
      val program = Programs.random(30, new Random(1))
      for (descriptor <- program) {
        assert(offer(dut, descriptor), descriptor)
        expectHead(dut, descriptor.opcode.engine, descriptor)
      }
      for (progress <- Progress.values)
        dut.io.dispatched.counts(progress.ordinal).expect(program.count(_.opcode.engine == progress.engine))
      clear(dut)
      dut.io.dispatched.counts.foreach(_.expect(0))
    }
  }

  test("a full queue holds the program back, and room lets it go on") {
    simulate(new Dispatcher(configuration)) { dut =>
      reset(dut)
      val load = Programs.valid(Opcode.LOAD)
      for (_ <- 0 to configuration.queueDepth) assert(offer(dut, load))
      assert(!offer(dut, load))
      expectHead(dut, Engine.LOAD, load)
      assert(offer(dut, load))
      assert(offer(dut, Programs.valid(Opcode.EXECUTE)))
    }
  }

  test("a wait may name what was dispatched before, and not one more") {
    simulate(new Dispatcher(configuration)) { dut =>
      reset(dut)
      val execute = Programs.valid(Opcode.EXECUTE)
      assert(offer(dut, Programs.valid(Opcode.LOAD)))
      assert(offer(dut, Programs.valid(Opcode.SNAPSHOT)))
      assert(offer(dut, execute.`with`(HeaderField.WAIT_LOAD, 1).`with`(HeaderField.WAIT_DRAIN, 1).`with`(HeaderField.WAIT_STORE, 1)))
      assert(offer(dut, execute.`with`(HeaderField.WAIT_EXECUTE, 1)))
      assert(!offer(dut, execute.`with`(HeaderField.WAIT_EXECUTE, 3)))
      dut.io.refused.bits.expect(ErrorCode.BAD_WAIT.code)
    }
  }

  test("after a refusal or under stop nothing is dispatched, and a stop forgets the refused descriptor") {
    simulate(new Dispatcher(configuration)) { dut =>
      reset(dut)
      assert(!offer(dut, Programs.valid(Opcode.LOAD).`with`(LoadField.RUN, 0)))
      dut.io.refused.valid.expect(true)
      dut.io.refused.bits.expect(ErrorCode.BAD_COUNT.code)
      dut.io.stop.poke(true)
      dut.clock.step()
      assert(!offer(dut, Programs.valid(Opcode.LOAD)))
      dut.io.refused.valid.expect(false)
      dut.io.stop.poke(false)
      assert(offer(dut, Programs.valid(Opcode.LOAD)))
    }
  }
}
