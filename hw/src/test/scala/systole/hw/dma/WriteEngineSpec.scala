package systole.hw.dma

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.collection.mutable
import scala.util.Random
import systole.contract.Configuration

class WriteEngineSpec extends AnyFunSuite with ChiselSim {
  private case class Job(address: BigInt, columns: Int, rows: Int, pitch: Int, data: Seq[BigInt]) {
    /** What it writes, byte by byte. */
    def bytes(rowBytes: Int): Map[BigInt, Int] = data.zipWithIndex.flatMap { case (row, i) =>
      val start = address + BigInt(i / columns) * pitch + (i % columns) * rowBytes
      (0 until rowBytes).map(lane => start + lane -> ((row >> (8 * lane)) & 0xff).toInt)
    }.toMap
  }

  private def job(index: Int, columns: Int, rows: Int, gap: Int, rowBytes: Int, random: Random): Job = {
    val address = (BigInt(index) << 32) + random.nextInt(1000) * rowBytes
    Job(address, columns, rows, (columns + gap) * rowBytes, Seq.fill(columns * rows)(BigInt(8 * rowBytes, random)))
  }

  /** Runs the jobs, with pauses of rows, and returns the cycles from the first row to the last. */
  private def run(dut: WriteEngine, configuration: Configuration, jobs: Seq[Job], pace: Pace, random: Random): Int = {
    val memory = new AxiWriteMemory(dut.io.axi, configuration.bus, pace, random)
    val waiting = mutable.Queue.from(jobs)
    val rows = mutable.Queue.from(jobs.flatMap(_.data))
    val unfinished = mutable.Queue.from(jobs)
    var cycle, bytes, lastRow = 0
    var firstRow = Option.empty[Int]
    while (unfinished.nonEmpty) {
      assert(cycle < 50000, s"${unfinished.size} jobs never ended")
      dut.io.job.valid.poke(waiting.nonEmpty)
      waiting.headOption.foreach(offer(dut, _))
      val offersRow = rows.nonEmpty && !pace.pauses(random)
      dut.io.rows.valid.poke(offersRow)
      rows.headOption.foreach(dut.io.rows.bits.poke(_))
      memory.drive()
      if (waiting.nonEmpty && Channel.high(dut.io.job.ready)) waiting.dequeue()
      if (offersRow && Channel.high(dut.io.rows.ready)) {
        rows.dequeue()
        firstRow = firstRow.orElse(Some(cycle))
        lastRow = cycle
      }
      bytes += Channel.value(dut.io.bytesWritten).toInt
      val completed = Channel.high(dut.io.completed)
      memory.observe()
      if (completed) {
        val expected = unfinished.dequeue().bytes(configuration.array.size)
        expected.foreach { case (address, value) => assert(memory.written.remove(address).contains(value), s"at $address") }
      }
      dut.clock.step()
      cycle += 1
    }
    assert(memory.written.isEmpty, "bytes were written that no job names")
    assert(bytes == memory.bytesTaken)
    lastRow + 1 - firstRow.get
  }

  private def offer(dut: WriteEngine, job: Job): Unit = {
    dut.io.job.bits.address.poke(job.address)
    dut.io.job.bits.columns.poke(job.columns)
    dut.io.job.bits.rows.poke(job.rows)
    dut.io.job.bits.pitch.poke(job.pitch)
  }

  for (configuration <- Shapes.all)
    test(s"jobs write their rectangles and nothing else under back-pressure, ${Shapes.name(configuration)}") {
      simulate(new WriteEngine(configuration)) { dut =>
        val random = new Random(configuration.array.size)
        val rowBytes = configuration.array.size
        val jobs = Seq.tabulate(20)(i => job(i, 1 + random.nextInt(17), 1 + random.nextInt(5), random.nextInt(3), rowBytes, random)) :+
          job(20, 1, 1, 0, rowBytes, random) :+ job(21, 301, 2, 5, rowBytes, random)
        run(dut, configuration, jobs, Pace(latency = 12, pauses = 0.3), random)
      }
    }

  test("a row a cycle over runs and jobs, however short, at any latency") {
    val configuration = Shapes.configuration(16, 16, burstBeats = 8, outstanding = 64)
    simulate(new WriteEngine(configuration)) { dut =>
      val random = new Random(1)
      for (columns <- Seq(4, 7, 40)) {
        val jobs = Seq.tabulate(6)(i => job(i, columns, 20, 3, 16, random))
        val start = jobs.map(_.data.size).sum
        assert(run(dut, configuration, jobs, Pace(latency = 40, pauses = 0), random) == start, s"$columns columns")
      }
    }
  }

  test("an error response is told") {
    val configuration = Shapes.configuration(16, 16)
    simulate(new WriteEngine(configuration)) { dut =>
      val memory = new AxiWriteMemory(dut.io.axi, configuration.bus, Pace(latency = 3, pauses = 0), new Random(1))
      memory.response = 2
      offer(dut, job(0, 1, 1, 0, 16, new Random(1)))
      dut.io.job.valid.poke(true)
      dut.io.rows.valid.poke(true)
      val failures = (0 until 40).count { _ =>
        memory.drive()
        val failed = Channel.high(dut.io.failed)
        dut.io.completed.expect(failed)
        memory.observe()
        dut.clock.step()
        dut.io.job.valid.poke(false)
        failed
      }
      assert(failures == 1)
    }
  }
}
