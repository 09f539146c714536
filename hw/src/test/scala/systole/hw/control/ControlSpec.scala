package systole.hw.control

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.collection.mutable
import scala.util.Random
import systole.contract._

/** Whole programs: a host on the registers, a memory that holds the program, and engines that take a while. */
class ControlSpec extends AnyFunSuite with ChiselSim {
  private val programAddress = BigInt(0x1234567F80L) // its second descriptor is the page's last

  private class Bench(dut: Control, configuration: Configuration, random: Random) {
    private val bus = configuration.bus
    private val beats = mutable.Queue[BigInt]()
    private val working = mutable.Map[Int, Int]()
    private var program = Seq[Descriptor]()
    val taken = mutable.Buffer[(Engine, BigInt)]()

    /** Engines that never finish. */
    var stuck = Set[Engine]()

    /** Index of the beat that memory answers with an error. */
    var failingBeat = -1
    private var sent = 0

    private val events = dut.io.events
    Seq(events.arrayBusy, events.stallLoad, events.stallWeights, events.stallStore, events.drainBusy).foreach(_.poke(false))
    Seq(dut.io.readFailed, dut.io.writeFailed).foreach(_.poke(false))
    events.bytesWritten.poke(0)
    val host = new AxiLiteDriver(dut.io.axi, dut.clock)

    private def beatAt(address: BigInt): BigInt = {
      val offset = (address - programAddress).toInt
      (Programs.bits(program(offset / Descriptor.BYTES)) >> 8 * (offset % Descriptor.BYTES)) & ((BigInt(1) << 8 * bus.bytes) - 1)
    }

    private def stepMemory(): Unit = {
      val port = dut.io.fetch
      val ready = random.nextBoolean()
      val sends = beats.nonEmpty && random.nextInt(4) > 0
      port.burst.ready.poke(ready)
      port.beat.valid.poke(sends)
      events.bytesRead.poke(if (sends) bus.bytes else 0)
      dut.io.readFailed.poke(sends && sent == failingBeat)
      if (sends) { port.beat.bits.data.poke(beatAt(beats.dequeue())); sent += 1 }
      if (ready && port.burst.valid.peek().litToBoolean)
        for (i <- 0 until port.burst.bits.beats.peek().litValue.toInt) beats += port.burst.bits.address.peek().litValue + i * bus.bytes
    }

    private def stepEngine(engine: Engine): Unit = {
      val port = dut.io.engines(engine.ordinal).descriptor
      val left = working.get(engine.ordinal)
      val completes = left.contains(0) && !stuck(engine)
      for (progress <- Progress.values if progress.engine == engine) dut.io.completed(progress.ordinal).poke(completes)
      dut.io.engineBusy(engine.ordinal).poke(left.isDefined)
      port.ready.poke(left.isEmpty)
      if (completes) working -= engine.ordinal
      else if (left.isDefined) working(engine.ordinal) = (left.get - 1) max 0
      else if (port.valid.peek().litToBoolean) {
        taken += engine -> port.bits.peek().litValue
        working(engine.ordinal) = random.nextInt(20)
      }
    }

    /** Runs a program to its end and gives error and index. */
    def run(descriptors: Seq[Descriptor], watchdog: Int = 500): (ErrorCode, Int) = {
      program = descriptors
      sent = 0
      taken.clear()
      host.write(Register.PROGRAM_LOW, programAddress & 0xffffffffL)
      host.write(Register.PROGRAM_HIGH, programAddress >> 32)
      host.write(Register.DESCRIPTORS, descriptors.size)
      host.write(Register.WATCHDOG, watchdog)
      host.write(Register.GLOBAL_INTERRUPT_ENABLE, 1)
      host.write(Register.INTERRUPT_ENABLE, 1)
      host.offerAddress(Register.CONTROL.offset)
      host.offerData(Register.START)
      var cycles = 0
      while (!dut.io.interrupt.peek().litToBoolean) {
        stepMemory()
        Engine.values.foreach(stepEngine)
        if (dut.io.engineReset.peek().litToBoolean) working.clear()
        dut.clock.step()
        cycles += 1
        assert(cycles < 2000 + 100 * descriptors.size, "the program does not end")
      }
      if (dut.io.engineReset.peek().litToBoolean) working.clear()
      host.write(Register.INTERRUPT_STATUS, 1)
      assert(host.read(Register.CONTROL) == (Register.IDLE | Register.DONE | Register.READY))
      assert(beats.isEmpty, "beats of the program are in flight after its end")
      assert(cycles - host.read(Register.offsetOf(Counter.CYCLES)) <= 2)
      (ErrorCode.of(host.read(Register.ERROR).toInt), host.read(Register.ERROR_INDEX).toInt)
    }

    /** The engines took exactly these, each in order. */
    def expectTaken(descriptors: Seq[Descriptor]): Unit =
      for (engine <- Engine.values)
        assert(taken.collect { case (`engine`, bits) => bits } == descriptors.filter(_.opcode.engine == engine).map(Programs.bits))
  }

  private def bench(configuration: Configuration)(test: (Control, Bench) => Unit): Unit =
    simulate(new Control(configuration)) { dut => test(dut, new Bench(dut, configuration, new Random(1))) }

  private val random = new Random(2)
  private def program(length: Int) = Programs.random(length, random)

  for (configuration <- Seq(Configuration.ofArray(4), Configuration.ofArray(64), Programs.withBus(8, new BusConfiguration(8, 4, 2))))
    test(s"runs programs of many lengths one after the other, $configuration") {
      bench(configuration) { (_, bench) =>
        for (length <- Seq(0, 1, 2, 7, 67)) {
          val descriptors = program(length)
          assert(bench.run(descriptors) == ((ErrorCode.NONE, length)))
          bench.expectTaken(descriptors)
          assert(bench.host.read(Register.offsetOf(Counter.BYTES_READ)) == length * Descriptor.BYTES)
        }
      }
    }

  test("a bad descriptor is named by code and index, what precedes it runs, and the next program is unharmed") {
    bench(Configuration.ofArray(16)) { (_, bench) =>
      for (bad <- Seq(0, 1, 20, 39)) {
        val good = program(40)
        assert(bench.run(good.updated(bad, good(bad).`with`(HeaderField.OPCODE, 99))) == ((ErrorCode.BAD_OPCODE, bad)))
        bench.expectTaken(good.take(bad))
        assert(bench.run(good) == ((ErrorCode.NONE, 40)))
        bench.expectTaken(good)
      }
    }
  }

  test("a failed read ends the program before what it brought is dispatched") {
    bench(Configuration.ofArray(16)) { (_, bench) =>
      bench.failingBeat = 30
      val descriptors = program(40)
      val (error, index) = bench.run(descriptors)
      assert(error == ErrorCode.READ_FAILED)
      assert(index <= 30 / 4)
      bench.expectTaken(descriptors.take(index))
      bench.failingBeat = -1
      assert(bench.run(descriptors) == ((ErrorCode.NONE, 40)))
    }
  }

  test("the watchdog ends a program whose engine is stuck, and the next program starts from empty queues") {
    bench(Configuration.ofArray(16)) { (dut, bench) =>
      bench.stuck = Set(Engine.EXECUTE)
      assert(bench.run(program(60))._1 == ErrorCode.WATCHDOG)
      dut.io.engineReset.expect(true)
      bench.stuck = Set()
      val descriptors = program(10)
      assert(bench.run(descriptors) == ((ErrorCode.NONE, 10)))
      dut.io.engineReset.expect(false)
      bench.expectTaken(descriptors)
    }
  }
}
