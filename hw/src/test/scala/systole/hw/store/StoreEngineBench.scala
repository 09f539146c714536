package systole.hw.store

import chisel3._
import chisel3.simulator.PeekPokeAPI._
import org.scalatest.Assertions
import scala.collection.mutable
import scala.util.Random
import systole.contract.{Configuration, Counter, Descriptor, LocalMemory, MemoryConfiguration, Progress, Region, SnapshotField, StoreField}

/** What surrounds a store engine: memories that refuse at random, a program, and checks of all that comes out.
  *
  * @param willingness how often, of 1, the accumulators grant and the outputs take
  */
class StoreEngineBench(dut: StoreEngine, configuration: Configuration, random: Random, willingness: Double)
    extends Assertions {
  private val size = configuration.array.size
  private val bases = Region.values.map(_ => BigInt(64) * random.nextInt(Int.MaxValue))

  private sealed trait Vector
  private case class DeviceVector(bytes: Seq[Byte]) extends Vector
  private case class ScratchpadVector(row: Int, bytes: Seq[Byte]) extends Vector
  private case class Job(address: BigInt, columns: Int, rows: Int, pitch: Int)

  private val taken = mutable.Buffer.empty[StoreCase]
  private val vectors = mutable.Queue.empty[Vector]
  private val jobs = mutable.Queue.empty[Job]
  private val openJobs = mutable.Queue.empty[Job]
  private val acknowledgements = mutable.Queue.empty[Int] // the cycle from which each may come
  private val completions = mutable.Queue.empty[Boolean] // of taken descriptors: to the scratchpad
  private var rowsOfJob, acknowledged, executed, drained, completed, cycles = 0
  private var sums, residuals = BigInt(0)
  private val vectorsBefore = mutable.Buffer(0) // vectors of all descriptors up to each taken one
  private var delivered = 0

  /** The cycles in which accumulator rows were requested. */
  val requests = mutable.Buffer.empty[Int]

  private def willing: Boolean = random.nextDouble() < willingness

  /** Runs the descriptors to the end of the last. The parameters of each overwrite those of the last but one as soon as it drained. */
  def run(cases: Seq[StoreCase]): Unit = {
    bases.zip(dut.io.regions.bases).foreach { case (base, port) => port.poke(base) }
    for ((next, number) <- cases.zipWithIndex) {
      waitUntil(drained >= number - 1)
      if (!next.isSnapshot) loadParameters(next)
      dut.io.engine.descriptor.bits.poke(StoreEngineBench.bits(next.descriptor))
      dut.io.engine.descriptor.valid.poke(true)
      val executedAt = cycles + (if (willingness < 1) random.nextInt(30) else 0)
      while (taken.length == number) {
        if (cycles >= executedAt) executed = number + 1
        cycle(Some(next))
      }
      dut.io.engine.descriptor.valid.poke(false)
    }
    waitUntil(completed == cases.length)
    for (_ <- 0 until 30) cycle(None)
    assert(drained == cases.length && vectors.isEmpty && jobs.isEmpty && acknowledgements.isEmpty)
    assert(!dut.io.busy.peek().litToBoolean, "busy after the last descriptor")
  }

  private def waitUntil(condition: => Boolean): Unit = {
    val limit = cycles + 20000
    while (!condition) { assert(cycles < limit, s"stuck with $drained drained and $completed completed"); cycle(None) }
  }

  private def loadParameters(next: StoreCase): Unit = {
    val tableRows = MemoryConfiguration.LOOKUP_BYTES / size
    val rows = next.parameters.table.map(_.toInt).grouped(size).map(StoreModel.pack(_, 8)).toSeq
    write(LocalMemory.LOOKUP, next.descriptor.getInt(StoreField.LOOKUP_TABLE) * tableRows, rows)
    val floats = next.parameters.scales.map(scale => java.lang.Float.floatToRawIntBits(scale))
    val words = (next.parameters.biases ++ floats).grouped(size / 4).map(StoreModel.pack(_, 32)).toSeq
    write(LocalMemory.PARAMETERS, next.descriptor.getInt(StoreField.PARAMETER_BASE), words)
    write(LocalMemory.WEIGHTS, next.descriptor.getInt(StoreField.PARAMETER_BASE), Seq(BigInt(1)))
  }

  private def write(memory: LocalMemory, base: Int, rows: Seq[BigInt]): Unit = {
    dut.io.parameterWrite.valid.poke(true)
    dut.io.parameterWrite.bits.memory.poke(memory.code)
    for ((row, number) <- rows.zipWithIndex) {
      dut.io.parameterWrite.bits.row.poke(base + number)
      dut.io.parameterWrite.bits.data.poke(row)
      cycle(None)
    }
    dut.io.parameterWrite.valid.poke(false)
  }

  private def cycle(offered: Option[StoreCase]): Unit = {
    driveInputs()
    checkCompletions()
    observeAccumulator()
    observeResiduals()
    observeOutputs()
    offered.filter(_ => dut.io.engine.descriptor.ready.peek().litToBoolean).foreach(take)
    dut.clock.step()
    cycles += 1
  }

  private def driveInputs(): Unit = {
    dut.io.accumulator.request.ready.poke(willing)
    dut.io.accumulator.data.poke(sums)
    dut.io.residual.row.poke(residuals)
    Seq(dut.io.job.ready, dut.io.rows.ready, dut.io.scratchpad.ready).foreach(_.poke(willing))
    dut.io.engine.progress.counts(Progress.EXECUTE.ordinal).poke(executed)
    val acknowledge = acknowledgements.headOption.exists(_ <= cycles) && willing
    dut.io.jobCompleted.poke(acknowledge)
    if (acknowledge) { acknowledgements.dequeue(); acknowledged += 1 }
    for ((value, port) <- counters.zip(dut.io.counters.values)) port.poke(value)
  }

  private def counters: Seq[BigInt] = Counter.values.toSeq.map(c => (BigInt(c.ordinal + 1) << 55) + cycles)

  private def checkCompletions(): Unit = {
    if (dut.io.drained.peek().litToBoolean) drained += 1
    if (dut.io.completed.peek().litToBoolean) {
      val toScratchpad = completions.dequeue()
      completed += 1
      assert(delivered >= vectorsBefore(completed), s"descriptor ${completed - 1} completed before its last vector went out")
      if (!toScratchpad) { acknowledged -= 1; assert(acknowledged >= 0, "completed before its job was acknowledged") }
    }
  }

  private def observeAccumulator(): Unit = {
    val fires = fired(dut.io.accumulator.request)
    dut.io.drainActive.expect(fires)
    if (fires) {
      assert(drained < taken.length, "a request after the last descriptor drained")
      val row = dut.io.accumulator.request.bits.peek().litValue.toInt
      sums = StoreModel.pack((0 until size).map(taken.last.accumulator(row, _)), 32)
      requests += cycles
    } else sums = BigInt(32 * size, random)
  }

  private def observeResiduals(): Unit = {
    val request = dut.io.residual.request
    residuals =
      if (request.valid.peek().litToBoolean) StoreModel.pack((0 until size).map(StoreModel.residual(int(request.bits), _).toInt), 8)
      else BigInt(8 * size, random)
  }

  private def observeOutputs(): Unit = {
    if (fired(dut.io.job)) {
      val bits = dut.io.job.bits
      val job = Job(bits.address.peek().litValue, int(bits.columns), int(bits.rows), int(bits.pitch))
      assert(job == jobs.dequeue())
      openJobs.enqueue(job)
    }
    if (fired(dut.io.rows)) {
      deliver(DeviceVector(StoreModel.bytes(dut.io.rows.bits.peek().litValue, size)))
      rowsOfJob += 1
      if (rowsOfJob == openJobs.head.columns * openJobs.head.rows) {
        openJobs.dequeue()
        rowsOfJob = 0
        acknowledgements.enqueue(cycles + 1 + random.nextInt(40))
      }
    }
    if (fired(dut.io.scratchpad)) {
      val bits = dut.io.scratchpad.bits
      deliver(ScratchpadVector(int(bits.row), StoreModel.bytes(bits.data.peek().litValue, size)))
    }
  }

  private def deliver(vector: Vector): Unit = {
    assert(vector == vectors.dequeue(), s"vector $delivered in cycle $cycles")
    delivered += 1
  }

  private def fired(port: chisel3.util.DecoupledIO[_ <: Data]): Boolean =
    port.valid.peek().litToBoolean && port.ready.peek().litToBoolean

  private def int(port: UInt): Int = port.peek().litValue.toInt

  private def take(next: StoreCase): Unit = {
    assert(executed > taken.length, s"${next.descriptor} did not wait")
    taken += next
    completions.enqueue(next.toScratchpad)
    val before = vectors.length
    if (next.isSnapshot) expectSnapshot(next.descriptor) else expectStore(next)
    vectorsBefore += vectorsBefore.last + vectors.length - before
  }

  private def expectSnapshot(descriptor: Descriptor): Unit = {
    assert(drained == taken.length, "a snapshot before the stores in front of it drained")
    val record = counters.flatMap(StoreModel.bytes(_, 8))
    val address = bases(descriptor.getInt(SnapshotField.REGION)) + descriptor.get(SnapshotField.ADDRESS)
    jobs.enqueue(Job(address, record.length / size, 1, 0))
    vectors ++= record.grouped(size).map(DeviceVector)
  }

  private def expectStore(next: StoreCase): Unit = {
    import StoreField._
    val address = next.descriptor.get(ADDRESS)
    if (next.toScratchpad) {
      vectors ++= next.vectors.map { case (offset, bytes) => ScratchpadVector(((address + offset) / size % (1 << 20)).toInt, bytes) }
    } else {
      vectors ++= next.vectors.map { case (_, bytes) => DeviceVector(bytes) }
      val Seq(region, columns, rows, pitch) = Seq(REGION, COLUMNS, ROWS, ROW_PITCH).map(next.descriptor.getInt(_))
      jobs.enqueue(Job(bases(region) + address, columns, rows, pitch))
    }
  }
}

object StoreEngineBench {
  private def bits(descriptor: Descriptor): BigInt = {
    val buffer = java.nio.ByteBuffer.allocate(Descriptor.BYTES)
    descriptor.write(buffer)
    BigInt(1, buffer.array.reverse)
  }
}
