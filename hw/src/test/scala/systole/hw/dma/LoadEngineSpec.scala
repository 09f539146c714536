package systole.hw.dma

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import chisel3.util._
import java.nio.ByteBuffer
import org.scalatest.funsuite.AnyFunSuite
import scala.collection.mutable
import scala.util.Random
import systole.contract.{Configuration, Descriptor, LoadField, Opcode, Progress, Region}
import systole.hw.common.GatedClock
import systole.hw.control.{EnginePort, RegionBases}

/** Load engines that share a read master, and with it a clock that stands still while they sleep. */
class LoadSystem(configuration: Configuration, engineCount: Int) extends Module {
  val io = IO(new Bundle {
    val ports = Vec(engineCount, new EnginePort)
    val regions = Input(new RegionBases)
    val writes = Vec(engineCount, Valid(new LocalWrite(configuration)))
    val completed = Output(Vec(engineCount, Bool()))
    val busy = Output(Vec(engineCount, Bool()))
    val axi = new Axi4Reader(configuration.bus)
    val beatTaken = Output(Bool())
    val failed = Output(Bool())
  })
  private val loading = new GatedClock
  private val master = loading { Module(new ReadMaster(configuration, engineCount)) }
  private val engines = Seq.fill(engineCount)(loading { Module(new LoadEngine(configuration)) })
  loading.ticksWhen(master.io.awake +: engines.map(_.io.awake): _*)
  for ((engine, i) <- engines.zipWithIndex) {
    engine.io.port <> io.ports(i)
    engine.io.regions := io.regions
    engine.io.read <> master.io.clients(i)
    io.writes(i) := engine.io.write
    io.completed(i) := engine.io.completed
    io.busy(i) := engine.io.busy
  }
  io.axi <> master.io.axi
  io.beatTaken := master.io.beatTaken
  io.failed := master.io.failed
}

class LoadEngineSpec extends AnyFunSuite with ChiselSim {
  private val bases = Region.values.indices.map(i => (BigInt(i + 1) << 36) + 64 * i)

  private case class Write(memory: Int, row: Int, data: BigInt, completes: Boolean)

  private def descriptor(values: (LoadField, Int)*): Descriptor = {
    val ones = Seq(LoadField.RUN, LoadField.INNER, LoadField.OUTER).map(_ -> 1)
    (ones ++ values).foldLeft(Descriptor.of(Opcode.LOAD)) { case (d, (field, value)) => d.set(field, value) }.build()
  }

  private def randomDescriptor(rowBytes: Int, random: Random): Descriptor = descriptor(
    LoadField.REGION -> random.nextInt(Region.values.length),
    LoadField.ADDRESS -> random.nextInt(10000) * rowBytes,
    LoadField.MEMORY -> random.nextInt(4),
    LoadField.LOCAL_BASE -> random.nextInt(1 << 20),
    LoadField.RUN -> (1 + random.nextInt(if (random.nextInt(8) == 0) 100 else 9)),
    LoadField.INNER -> (1 + random.nextInt(4)),
    LoadField.OUTER -> (1 + random.nextInt(3)),
    LoadField.INNER_STEP -> random.nextInt(500) * rowBytes,
    LoadField.OUTER_STEP -> random.nextInt(5000) * rowBytes,
    LoadField.LOCAL_INNER_STEP -> random.nextInt(1 << 20),
    LoadField.LOCAL_OUTER_STEP -> random.nextInt(1 << 20))

  /** The contract's pseudo-code. */
  private def expected(d: Descriptor, rowBytes: Int): Seq[Write] = {
    import LoadField._
    val turns = for (j <- 0 until d.getInt(OUTER); i <- 0 until d.getInt(INNER); r <- 0 until d.getInt(RUN)) yield (j, i, r)
    turns.map { case turn @ (j, i, r) =>
      val row = d.get(LOCAL_BASE) + j * d.get(LOCAL_OUTER_STEP) + i * d.get(LOCAL_INNER_STEP) + r
      val address = bases(d.getInt(REGION)) + d.get(ADDRESS) + j * d.get(OUTER_STEP) + i * d.get(INNER_STEP) + r * rowBytes
      Write(d.getInt(MEMORY), (row % (1 << 20)).toInt, AxiReadMemory.bytes(address, rowBytes), turn == turns.last)
    }
  }

  private def bits(d: Descriptor): BigInt = {
    val bytes = ByteBuffer.allocate(Descriptor.BYTES)
    d.write(bytes)
    BigInt(1, bytes.array.reverse)
  }

  /** Runs programs, one an engine, checks every write, and returns the cycles from the first write to the last. */
  private def run(dut: LoadSystem, configuration: Configuration, memory: AxiReadMemory, programs: Seq[Seq[Descriptor]]): Int = {
    val waiting = programs.map(mutable.Queue.from(_))
    val writes = programs.map(p => mutable.Queue.from(p.flatMap(expected(_, configuration.array.size))))
    bases.zip(dut.io.regions.bases).foreach { case (base, port) => port.poke(base) }
    var cycle, beats = 0
    var first = Option.empty[Int]
    while (writes.exists(_.nonEmpty)) {
      assert(cycle < 50000, s"${writes.map(_.size)} rows never came")
      for ((queue, port) <- waiting.zip(dut.io.ports)) {
        port.descriptor.valid.poke(queue.nonEmpty)
        queue.headOption.foreach(d => port.descriptor.bits.poke(bits(d)))
      }
      memory.drive()
      for ((queue, port) <- waiting.zip(dut.io.ports) if queue.nonEmpty && Channel.high(port.descriptor.ready)) queue.dequeue()
      for (i <- writes.indices) check(dut, i, writes(i), cycle).foreach(_ => first = first.orElse(Some(cycle)))
      if (Channel.high(dut.io.beatTaken)) beats += 1
      memory.observe()
      dut.clock.step()
      cycle += 1
    }
    dut.io.ports.foreach(_.descriptor.valid.poke(false))
    dut.io.busy.foreach(_.expect(false))
    assert(beats == memory.taken)
    cycle - first.get
  }

  private def check(dut: LoadSystem, engine: Int, writes: mutable.Queue[Write], cycle: Int): Option[Write] = {
    val port = dut.io.writes(engine)
    val write = Option.when(Channel.high(port.valid)) {
      dut.io.busy(engine).expect(true)
      Write(
        Channel.value(port.bits.memory).toInt,
        Channel.value(port.bits.row).toInt,
        Channel.value(port.bits.data),
        Channel.high(dut.io.completed(engine)))
    }
    write.foreach(w => assert(writes.removeHeadOption().contains(w), s"engine $engine in cycle $cycle"))
    write
  }

  for (configuration <- Shapes.all)
    test(s"two engines copy what the contract says under back-pressure, ${Shapes.name(configuration)}") {
      simulate(new LoadSystem(configuration, 2)) { dut =>
        val random = new Random(configuration.array.size)
        val memory = new AxiReadMemory(dut.io.axi, configuration.bus, Pace(latency = 20, pauses = 0.3), random)
        run(dut, configuration, memory, Seq.fill(2)(Seq.fill(8)(randomDescriptor(configuration.array.size, random))))
      }
    }

  test("a descriptor waits for every progress counter") {
    val configuration = Shapes.configuration(16, 16)
    simulate(new LoadSystem(configuration, 1)) { dut =>
      val port = dut.io.ports.head
      val waits = Progress.values.foldLeft(Descriptor.of(Opcode.LOAD))((d, p) => d.waitFor(p, 5 + p.ordinal)).build()
      port.descriptor.valid.poke(true)
      port.descriptor.bits.poke(bits(waits))
      for (late <- Progress.values) {
        Progress.values.foreach(p => port.progress(p).poke(5 + p.ordinal - (if (p == late) 1 else 0)))
        port.descriptor.ready.expect(false.B, s"$late is one short")
      }
      Progress.values.foreach(p => port.progress(p).poke(5 + p.ordinal))
      port.descriptor.ready.expect(true)
    }
  }

  test("a row a cycle over descriptors and runs at any latency") {
    val configuration = Shapes.configuration(16, 16, burstBeats = 8, outstanding = 32)
    simulate(new LoadSystem(configuration, 1)) { dut =>
      val memory = new AxiReadMemory(dut.io.axi, configuration.bus, Pace(latency = 150, pauses = 0), new Random(1))
      val shape = Seq(LoadField.RUN -> 30, LoadField.INNER -> 7, LoadField.INNER_STEP -> 800)
      val program = Seq.tabulate(6)(i => descriptor(shape :+ (LoadField.ADDRESS -> 16 * i): _*))
      assert(run(dut, configuration, memory, Seq(program)) == 6 * 7 * 30)
    }
  }
}
