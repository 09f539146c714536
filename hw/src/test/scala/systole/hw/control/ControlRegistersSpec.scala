package systole.hw.control

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random
import systole.contract.{Configuration, Counter, Register, Region}

class ControlRegistersSpec extends AnyFunSuite with ChiselSim {
  private val configuration = Configuration.ofArray(16)
  private val arguments = Register.values.toSeq.filter(r => r.offset >= Register.PROGRAM_LOW.offset && r.offset < 0x100)
  private val idle = Register.IDLE
  private val doneOnce = Register.IDLE | Register.DONE | Register.READY

  private def host(test: (ControlRegisters, AxiLiteDriver) => Unit): Unit =
    simulate(new ControlRegisters(configuration)) { dut =>
      dut.io.done.poke(false)
      test(dut, new AxiLiteDriver(dut.io.axi, dut.clock))
    }

  private def finish(dut: ControlRegisters): Unit = {
    dut.io.done.poke(true)
    dut.clock.step()
    dut.io.done.poke(false)
  }

  test("arguments read back what was written, byte by byte, and nothing else changes") {
    host { (_, driver) =>
      val random = new Random(1)
      val expected = scala.collection.mutable.Map(arguments.map(_.offset -> BigInt(0)): _*)
      for (_ <- 0 until 100) {
        val offset = arguments(random.nextInt(arguments.size)).offset
        val (data, strobes) = (BigInt(32, random), random.nextInt(16))
        driver.write(offset, data, strobes)
        val mask = (0 until 4).filter(i => (strobes >> i & 1) == 1).map(i => BigInt(0xff) << 8 * i).sum
        expected(offset) = expected(offset) & ~mask | data & mask
      }
      expected.foreach { case (offset, value) => assert(driver.read(offset) == value, s"at offset $offset") }
    }
  }

  test("write address and data come in any order, and an unread response holds the next write back") {
    host { (dut, driver) =>
      driver.offerData(7)
      dut.clock.step(3)
      dut.io.axi.bvalid.expect(false)
      driver.offerAddress(Register.WATCHDOG.offset)
      driver.takeResponse()
      assert(driver.read(Register.WATCHDOG) == 7)

      dut.io.axi.bready.poke(false)
      driver.offerAddress(Register.WATCHDOG.offset)
      driver.offerData(8)
      dut.clock.step()
      driver.offerAddress(Register.WATCHDOG.offset)
      driver.offerData(9)
      dut.clock.step(3)
      assert(driver.read(Register.WATCHDOG) == 8)
      dut.io.axi.bready.poke(true)
      driver.takeResponse()
      driver.takeResponse()
      assert(driver.read(Register.WATCHDOG) == 9)
    }
  }

  test("offsets without a register and read-only ones ignore writes; the hash names the configuration") {
    host { (dut, driver) =>
      dut.io.result.error.poke(5)
      dut.io.result.errorIndex.poke(77)
      for (offset <- Seq(0x40, 0xfc, 0x10c, 0x110, 0x180, 0xffc, Register.HASH_LOW.offset, Register.ERROR.offset))
        driver.write(offset, BigInt("ffffffff", 16))
      for (offset <- Seq(0x40, 0xfc, 0x110, 0x180, 0xffc)) assert(driver.read(offset) == 0, s"at offset $offset")
      assert(driver.read(Register.ERROR) == 5)
      assert(driver.read(Register.ERROR_INDEX) == 77)
      val hash = driver.read(Register.HASH_HIGH) << 32 | driver.read(Register.HASH_LOW)
      assert(hash.toLong == configuration.hash)
    }
  }

  test("start runs once, done clears on read, and start while running is ignored") {
    host { (dut, driver) =>
      assert(driver.read(Register.CONTROL) == idle)
      driver.write(Register.CONTROL.offset, Register.START, strobes = 14)
      assert(driver.read(Register.CONTROL) == idle)
      driver.offerAddress(Register.CONTROL.offset)
      driver.offerData(Register.START)
      dut.io.start.expect(true)
      driver.takeResponse()
      dut.io.start.expect(false)
      assert(driver.read(Register.CONTROL) == Register.START)
      driver.offerAddress(Register.CONTROL.offset)
      driver.offerData(Register.START)
      dut.io.start.expect(false)
      driver.takeResponse()
      finish(dut)
      assert(driver.read(Register.CONTROL) == doneOnce)
      assert(driver.read(Register.CONTROL) == idle)
    }
  }

  test("a done in the very cycle of a read is not lost") {
    host { (dut, driver) =>
      driver.write(Register.CONTROL, Register.START)
      dut.io.axi.araddr.poke(Register.CONTROL.offset)
      dut.io.axi.arvalid.poke(true)
      finish(dut)
      dut.io.axi.arvalid.poke(false)
      dut.io.axi.rdata.expect(Register.START)
      dut.clock.step()
      assert(driver.read(Register.CONTROL) == doneOnce)
    }
  }

  test("arguments that are written while a program runs take effect at the next start") {
    host { (dut, driver) =>
      val latched = dut.io.arguments
      for (argument <- arguments) driver.write(argument, BigInt(argument.offset) * 0x01010101)
      driver.write(Register.CONTROL, Register.START)
      def address(low: Register) = BigInt(low.offset + 4) * 0x01010101 << 32 | BigInt(low.offset) * 0x01010101 & ~BigInt(63)
      def expectFirst(): Unit = {
        latched.program.expect(address(Register.PROGRAM_LOW))
        Region.values.foreach(region => latched.regions.bases(region.code).expect(address(Register.baseOf(region))))
        latched.descriptors.expect(BigInt(Register.DESCRIPTORS.offset) * 0x01010101)
        latched.watchdog.expect(BigInt(Register.WATCHDOG.offset) * 0x01010101)
      }
      expectFirst()
      for (argument <- arguments) driver.write(argument, 64)
      expectFirst()
      finish(dut)
      expectFirst()
      driver.write(Register.CONTROL, Register.START)
      latched.program.expect((BigInt(64) << 32) + 64)
      latched.descriptors.expect(64)
    }
  }

  test("the interrupt follows its enables, and a written 1 toggles its status") {
    host { (dut, driver) =>
      def run(): Unit = { driver.write(Register.CONTROL, Register.START); finish(dut) }
      run()
      assert(driver.read(Register.INTERRUPT_STATUS) == 0)
      driver.write(Register.INTERRUPT_ENABLE, 1)
      run()
      assert(driver.read(Register.INTERRUPT_STATUS) == 1)
      dut.io.interrupt.expect(false)
      driver.write(Register.GLOBAL_INTERRUPT_ENABLE, 1)
      dut.io.interrupt.expect(true)
      driver.write(Register.INTERRUPT_STATUS, 3)
      assert(driver.read(Register.INTERRUPT_STATUS) == 2)
      dut.io.interrupt.expect(true)
      driver.write(Register.INTERRUPT_STATUS, 2)
      dut.io.interrupt.expect(false)
      driver.write(Register.INTERRUPT_ENABLE, 2)
      run()
      assert(driver.read(Register.INTERRUPT_STATUS) == 2)
    }
  }

  test("a counter's two words are of one moment") {
    host { (dut, driver) =>
      val before = Counter.values.map(c => (BigInt(c.ordinal + 1) << 32) + BigInt("ffffffff", 16))
      for (counter <- Counter.values) {
        val port = dut.io.counters.values(counter.ordinal)
        val offset = Register.offsetOf(counter)
        port.poke(before(counter.ordinal))
        val low = driver.read(offset)
        port.poke(before(counter.ordinal) + 1)
        assert((driver.read(offset + 4) << 32 | low) == before(counter.ordinal), counter)
      }
    }
  }
}
