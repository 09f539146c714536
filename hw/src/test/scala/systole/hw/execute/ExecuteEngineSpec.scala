package systole.hw.execute

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import chisel3.util._
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random
import systole.contract.{ArrayConfiguration, BusConfiguration, Configuration, Descriptor, ExecuteField, MemoryConfiguration, Opcode, Progress}
import systole.hw.common.GatedClock
import systole.hw.control.EnginePort
import systole.hw.memory.{Accumulator, RowWrite, Scratchpad, WeightMemory}

/** The engine with its three memories, filled and read from outside, on a clock that stands still while they sleep. */
class ExecuteHarness(configuration: Configuration) extends Module {
  val io = IO(new Bundle {
    val engine = new EnginePort
    val activationWrite = Flipped(Valid(new RowWrite(configuration)))
    val weightWrite = Flipped(Valid(new RowWrite(configuration)))
    val drain = new Bundle {
      val request = Flipped(Decoupled(UInt(16.W)))
      val data = Output(UInt((32 * configuration.array.size).W))
    }
    val completed = Output(Bool())
    val idle = Output(Bool())
    val activity = Output(new ExecuteActivity)
  })
  private val computing = new GatedClock
  private val engine = computing { Module(new ExecuteEngine(configuration)) }
  private val scratchpad = computing { Module(new Scratchpad(configuration)) }
  private val weights = computing { Module(new WeightMemory(configuration)) }
  private val accumulator = computing { Module(new Accumulator(configuration)) }
  computing.ticksWhen(engine.io.awake, accumulator.io.awake, scratchpad.io.write.valid, weights.io.write.valid)
  engine.io.engine <> io.engine
  scratchpad.io.write := io.activationWrite
  scratchpad.io.read := engine.io.scratchpadRead
  engine.io.window := scratchpad.io.window
  weights.io.write := io.weightWrite
  weights.io.read := engine.io.weightRead
  engine.io.weightPair := weights.io.pair
  accumulator.io.accumulate := engine.io.accumulate
  accumulator.io.sums := engine.io.sums
  accumulator.io.drain.request <> io.drain.request
  io.drain.data := accumulator.io.drain.data
  io.completed := engine.io.completed
  io.idle := engine.io.idle
  io.activity := engine.io.activity
}

class ExecuteEngineSpec extends AnyFunSuite with ChiselSim {
  private def configuration(size: Int) = new Configuration(
    new ArrayConfiguration(size, 4), new MemoryConfiguration(256, 1024, 128, 64, 1, 128), new BusConfiguration(16, 16, 4), 4)

  private def number(bytes: Seq[Byte]): BigInt = bytes.reverse.foldLeft(BigInt(0))((sum, b) => (sum << 8) | (b & 0xff))

  private def bits(descriptor: Descriptor): BigInt = {
    val buffer = java.nio.ByteBuffer.allocate(Descriptor.BYTES)
    descriptor.write(buffer)
    number(buffer.array.toSeq)
  }

  private def randomDescriptor(random: Random, size: Int): Descriptor = {
    def small(limit: Int): Int = 1 + random.nextInt(limit)
    val (columns, rows) = (small(7), small(5))
    val (blocks, kernelColumns, kernelRows) = (small(3), small(3), small(3))
    def step: Int = random.nextInt(1 << 24)
    val builder = Descriptor.of(Opcode.EXECUTE)
    Seq(
      ExecuteField.INPUT_BASE -> step, ExecuteField.COLUMN_STEP -> step, ExecuteField.ROW_STEP -> step, ExecuteField.BLOCK_STEP -> step,
      ExecuteField.KERNEL_COLUMN_STEP -> step, ExecuteField.KERNEL_ROW_STEP -> step, ExecuteField.COLUMNS -> columns,
      ExecuteField.ROWS -> rows, ExecuteField.BLOCKS -> blocks, ExecuteField.KERNEL_COLUMNS -> kernelColumns,
      ExecuteField.KERNEL_ROWS -> kernelRows, ExecuteField.STRIDE_X -> small(3), ExecuteField.STRIDE_Y -> small(3),
      ExecuteField.DILATION_X -> small(3), ExecuteField.DILATION_Y -> small(3), ExecuteField.ORIGIN_X -> (random.nextInt(6) - 4),
      ExecuteField.ORIGIN_Y -> (random.nextInt(6) - 4), ExecuteField.VALID_COLUMNS -> small(8), ExecuteField.VALID_ROWS -> small(8),
      ExecuteField.WEIGHT_BASE -> size * random.nextInt(1024 / size - 27), ExecuteField.ACCUMULATOR_BASE -> random.nextInt(128 - 35),
      ExecuteField.ACCUMULATE -> random.nextInt(2), ExecuteField.ZERO_POINT -> (random.nextInt(256) - 128)
    ).foreach { case (field, value) => builder.set(field, value) }
    builder.build
  }

  /** The pseudo-code of ExecuteField, word for word. */
  private def execute(d: Descriptor, n: Int, scratchpad: Array[Byte], weights: Array[Byte], accumulators: Array[Array[Int]]): Unit = {
    def f(field: ExecuteField): Int = d.getInt(field)
    var t = 0
    for (ky <- 0 until f(ExecuteField.KERNEL_ROWS); kx <- 0 until f(ExecuteField.KERNEL_COLUMNS); b <- 0 until f(ExecuteField.BLOCKS)) {
      for (y <- 0 until f(ExecuteField.ROWS); x <- 0 until f(ExecuteField.COLUMNS)) {
        val iy = f(ExecuteField.ORIGIN_Y) + y * f(ExecuteField.STRIDE_Y) + ky * f(ExecuteField.DILATION_Y)
        val ix = f(ExecuteField.ORIGIN_X) + x * f(ExecuteField.STRIDE_X) + kx * f(ExecuteField.DILATION_X)
        val address = f(ExecuteField.INPUT_BASE).toLong + y.toLong * f(ExecuteField.ROW_STEP) + x.toLong * f(ExecuteField.COLUMN_STEP) +
          b.toLong * f(ExecuteField.BLOCK_STEP) + ky.toLong * f(ExecuteField.KERNEL_ROW_STEP) + kx.toLong * f(ExecuteField.KERNEL_COLUMN_STEP)
        val inside = iy >= 0 && iy < f(ExecuteField.VALID_ROWS) && ix >= 0 && ix < f(ExecuteField.VALID_COLUMNS)
        val row = accumulators(f(ExecuteField.ACCUMULATOR_BASE) + y * f(ExecuteField.COLUMNS) + x)
        for (j <- 0 until n) {
          val tile = (f(ExecuteField.WEIGHT_BASE) + t * n + j) * n
          val sum = (0 until n).map { k =>
            val value = if (inside) scratchpad(((address + k) % scratchpad.length).toInt).toInt else f(ExecuteField.ZERO_POINT)
            value * weights(tile + k)
          }.sum
          row(j) = (if (t == 0 && f(ExecuteField.ACCUMULATE) == 0) 0 else row(j)) + sum
        }
      }
      t += 1
    }
  }

  private def compare(size: Int, descriptors: Int): Unit =
    simulate(new ExecuteHarness(configuration(size))) { dut =>
      val random = new Random(size)
      val scratchpad = Array.fill(256 * size)(random.nextInt().toByte)
      val weights = Array.fill(1024 * size)(random.nextInt().toByte)
      val accumulators = Array.fill(128, size)(0)
      def fill(port: Valid[RowWrite], bytes: Array[Byte]): Unit = {
        port.valid.poke(true)
        for ((row, i) <- bytes.toSeq.grouped(size).zipWithIndex) {
          port.bits.row.poke(i)
          port.bits.data.poke(number(row))
          dut.clock.step()
        }
        port.valid.poke(false)
      }
      dut.io.engine.descriptor.valid.poke(false)
      dut.io.drain.request.valid.poke(false)
      fill(dut.io.activationWrite, scratchpad)
      fill(dut.io.weightWrite, weights)
      // The first ones write every accumulator row; none is defined before.
      val clearing = Seq(0, 64).map(base => randomDescriptor(random, size).`with`(ExecuteField.ACCUMULATE, 0)
        .`with`(ExecuteField.ACCUMULATOR_BASE, base).`with`(ExecuteField.ROWS, 8).`with`(ExecuteField.COLUMNS, 8))
      val program = clearing ++ Seq.fill(descriptors)(randomDescriptor(random, size))
      program.foreach(execute(_, size, scratchpad, weights, accumulators))
      var completed, busy, expectedBusy, cycles = 0
      for (d <- program) {
        expectedBusy += Seq(ExecuteField.ROWS, ExecuteField.COLUMNS, ExecuteField.BLOCKS, ExecuteField.KERNEL_ROWS, ExecuteField.KERNEL_COLUMNS)
          .map(d.getInt(_)).product
      }
      val queue = program.iterator
      dut.io.engine.descriptor.bits.poke(bits(queue.next()))
      dut.io.engine.descriptor.valid.poke(true)
      while (completed < program.length) {
        if (dut.io.completed.peek().litToBoolean) completed += 1
        if (dut.io.activity.busy.peek().litToBoolean) busy += 1
        val fired = dut.io.engine.descriptor.ready.peek().litToBoolean
        dut.clock.step()
        if (fired) { if (queue.hasNext) dut.io.engine.descriptor.bits.poke(bits(queue.next())) else dut.io.engine.descriptor.valid.poke(false) }
        cycles += 1
        assert(cycles < 200 * expectedBusy, "the engine hangs")
      }
      assert(busy == expectedBusy)
      for (row <- 0 until 128) {
        dut.io.drain.request.valid.poke(true)
        dut.io.drain.request.bits.poke(row)
        dut.clock.step()
        val got = dut.io.drain.data.peek().litValue
        for (j <- 0 until size) assert((got >> (32 * j)).toInt == accumulators(row)(j), s"accumulator $row lane $j")
      }
    }

  test("4 lanes: random descriptors equal the contract's pseudo-code")(compare(4, 40))
  test("8 lanes: random descriptors equal the contract's pseudo-code")(compare(8, 30))
  test("16 lanes: random descriptors equal the contract's pseudo-code")(compare(16, 20))

  test("a descriptor waits for its counts and the stall is put down to their engine") {
    simulate(new ExecuteHarness(configuration(4))) { dut =>
      val waits = Seq(Progress.LOAD -> 3, Progress.WEIGHTS -> 2, Progress.DRAIN -> 1)
      val builder = Descriptor.of(Opcode.EXECUTE)
      Seq(ExecuteField.COLUMNS, ExecuteField.ROWS, ExecuteField.BLOCKS, ExecuteField.KERNEL_COLUMNS, ExecuteField.KERNEL_ROWS)
        .foreach(builder.set(_, 1))
      waits.foreach { case (progress, count) => builder.waitFor(progress, count) }
      dut.io.engine.descriptor.bits.poke(bits(builder.build))
      dut.io.engine.descriptor.valid.poke(true)
      for ((progress, count) <- waits) {
        dut.clock.step(3)
        dut.io.engine.descriptor.ready.expect(false)
        dut.io.activity.stalledOnLoad.expect(progress == Progress.LOAD)
        dut.io.activity.stalledOnWeights.expect(progress == Progress.WEIGHTS)
        dut.io.activity.stalledOnStore.expect(progress == Progress.DRAIN)
        dut.io.engine.progress.counts(progress.ordinal).poke(count)
      }
      dut.io.engine.descriptor.ready.expect(true)
    }
  }

  test("passes follow each other without a gap") {
    simulate(new ExecuteHarness(configuration(8))) { dut =>
      val builder = Descriptor.of(Opcode.EXECUTE)
      Seq(ExecuteField.COLUMNS -> 5, ExecuteField.ROWS -> 3, ExecuteField.BLOCKS -> 2, ExecuteField.KERNEL_COLUMNS -> 3, ExecuteField.KERNEL_ROWS -> 3)
        .foreach { case (field, count) => builder.set(field, count) }
      dut.io.engine.descriptor.bits.poke(bits(builder.build))
      dut.io.engine.descriptor.valid.poke(true)
      dut.clock.step(2)
      dut.io.engine.descriptor.valid.poke(false)
      for (_ <- 0 until 15 * 18) { dut.io.activity.busy.expect(true); dut.clock.step() }
      dut.io.activity.busy.expect(false)
    }
  }
}
