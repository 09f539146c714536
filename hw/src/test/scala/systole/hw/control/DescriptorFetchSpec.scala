package systole.hw.control

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.collection.mutable
import scala.util.Random
import systole.contract.{BusConfiguration, Descriptor}

class DescriptorFetchSpec extends AnyFunSuite with ChiselSim {
  private val buses = Seq(new BusConfiguration(8, 4, 2), new BusConfiguration(16, 32, 32), new BusConfiguration(64, 256, 4))

  /** A memory whose bytes follow from their addresses; it answers bursts in order, with pauses. */
  private class Memory(dut: DescriptorFetch, bus: BusConfiguration, random: Random) {
    private val beats = mutable.Queue[BigInt]()
    val bursts = mutable.Buffer[(BigInt, Int)]()
    var latency = 0

    def inFlight: Int = beats.size

    def step(): Unit = {
      val port = dut.io.memory
      val taken = random.nextInt(3) > 0
      val sends = beats.nonEmpty && latency == 0 && random.nextInt(4) > 0
      port.burst.ready.poke(taken)
      port.beat.valid.poke(sends)
      if (sends) { port.beat.bits.data.poke(Memory.data(beats.dequeue(), bus.bytes)); port.beat.ready.expect(true) }
      if (taken && port.burst.valid.peek().litToBoolean) {
        val (address, count) = (port.burst.bits.address.peek().litValue, port.burst.bits.beats.peek().litValue.toInt)
        bursts += address -> count
        assert(count >= 1 && count <= bus.burstBeats, s"burst of $count beats")
        assert(address % bus.bytes == 0 && address / 4096 == (address + count * bus.bytes - 1) / 4096, s"burst at $address")
        for (i <- 0 until count) beats += address + i * bus.bytes
      }
      if (latency > 0) latency -= 1
      dut.clock.step()
    }
  }

  private object Memory {
    def data(address: BigInt, bytes: Int): BigInt = // words of 8 bytes that tell their addresses
      (0 until bytes / 8).map(i => (address + 8 * i) << 64 * i).reduce(_ | _)
  }

  private def start(dut: DescriptorFetch, program: BigInt, count: Int): Unit = {
    dut.io.abort.poke(false)
    dut.io.program.poke(program)
    dut.io.descriptors.poke(count)
    dut.io.start.poke(true)
    dut.clock.step()
    dut.io.start.poke(false)
  }

  private def expectProgram(dut: DescriptorFetch, memory: Memory, program: BigInt, count: Int, random: Random): Unit = {
    var (received, cycles) = (0, 0)
    while (received < count) {
      val ready = random.nextInt(3) > 0
      dut.io.descriptor.ready.poke(ready)
      if (ready && dut.io.descriptor.valid.peek().litToBoolean) {
        dut.io.descriptor.bits.expect(Memory.data(program + 64 * received, Descriptor.BYTES), s"descriptor $received of $count")
        received += 1
      }
      memory.step()
      cycles += 1
      assert(cycles < 200 + 100 * count, s"only $received of $count descriptors came")
    }
    dut.io.descriptor.ready.poke(true)
    for (_ <- 0 until 20) { dut.io.descriptor.valid.expect(false); memory.step() }
    dut.io.busy.expect(false)
    assert(memory.bursts.map(_._2).sum * dut.io.memory.beat.bits.data.getWidth / 8 == 64 * count, "bytes asked for")
  }

  for (bus <- buses)
    test(s"delivers programs of many lengths in order on $bus") {
      simulate(new DescriptorFetch(Programs.withBus(16, bus))) { dut =>
        val random = new Random(2)
        for (count <- Seq(0, 1, 3, 4, 5, 16, 17, 71); program <- Seq(BigInt(0x40), (BigInt(3) << 40) + 4096 - 128)) {
          val memory = new Memory(dut, bus, random)
          memory.latency = random.nextInt(30)
          start(dut, program, count)
          expectProgram(dut, memory, program, count, random)
        }
      }
    }

  test("asks for no more than it has room for, and takes every beat while its reader sleeps") {
    val bus = buses(1)
    simulate(new DescriptorFetch(Programs.withBus(16, bus))) { dut =>
      val memory = new Memory(dut, bus, new Random(3))
      dut.io.descriptor.ready.poke(false)
      start(dut, 0, 100)
      for (_ <- 0 until 300) memory.step()
      assert(memory.bursts.map(_._2).sum * bus.bytes <= 1024 + 2 * Descriptor.BYTES)
      assert(memory.inFlight == 0)
      expectProgram(dut, memory, 0, 100, new Random(4))
    }
  }

  test("an abort swallows what is in flight, and the next program is whole") {
    for (bus <- buses.take(2)) simulate(new DescriptorFetch(Programs.withBus(16, bus))) { dut =>
      val random = new Random(5)
      for (after <- 0 until 60) {
        val aborted = new Memory(dut, bus, random)
        dut.io.descriptor.ready.poke(true)
        start(dut, 1 << 20, 50)
        for (_ <- 0 until after) aborted.step()
        dut.io.abort.poke(true)
        dut.clock.step()
        dut.io.memory.beat.valid.poke(false)
        var cycles = 0
        while (dut.io.busy.peek().litToBoolean) {
          dut.io.descriptor.valid.expect(false)
          aborted.step()
          cycles += 1
          assert(cycles < 1000, s"busy for ever after an abort in cycle $after")
        }
        assert(aborted.inFlight == 0)
        start(dut, 4096, 5)
        expectProgram(dut, new Memory(dut, bus, random), 4096, 5, random)
      }
    }
  }
}
