package systole.hw.common

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.collection.mutable
import scala.util.Random

class WalkStreamSpec extends AnyFunSuite with ChiselSim {
  private case class Example(counts: Seq[Int], start: Int, steps: Seq[Int]) {
    /** Value, last of the inner level, last of both. */
    def turns: Seq[(Int, Boolean, Boolean)] = for (j <- 0 until counts(1); i <- 0 until counts(0)) yield {
      val innerLast = i == counts(0) - 1
      ((start + i * steps(0) + j * steps(1)) % 256, innerLast, innerLast && j == counts(1) - 1)
    }
  }

  private def offer(dut: WalkStream, example: Example): Unit = {
    example.counts.zip(dut.io.walk.bits.bounds.counts).foreach { case (count, port) => port.poke(count) }
    example.steps.zip(dut.io.walk.bits.bounds.steps.head).foreach { case (step, port) => port.poke(step) }
    dut.io.walk.bits.start.head.poke(example.start)
  }

  private def run(dut: WalkStream, examples: Seq[Example], pauses: Double, random: Random): Int = {
    val walks = mutable.Queue.from(examples)
    val turns = mutable.Queue.from(examples.flatMap(_.turns))
    var cycles = 0
    while (turns.nonEmpty) {
      assert(cycles < 5000, s"${turns.size} turns never came")
      val offered = walks.nonEmpty && random.nextDouble() >= pauses
      dut.io.walk.valid.poke(offered)
      walks.headOption.foreach(offer(dut, _)) // when it is not offered, the bits are noise
      val taken = random.nextDouble() >= pauses
      dut.io.turn.ready.poke(taken)
      if (dut.io.turn.valid.peek().litToBoolean && taken) {
        val (value, innerLast, last) = turns.dequeue()
        dut.io.turn.bits.values.head.expect(value)
        dut.io.turn.bits.last(0).expect(innerLast)
        dut.io.turn.bits.last(1).expect(last)
      }
      if (offered && dut.io.walk.ready.peek().litToBoolean) walks.dequeue()
      dut.clock.step()
      cycles += 1
    }
    dut.io.turn.valid.expect(false)
    cycles
  }

  test("walks follow one another without a dead cycle, and wait where either edge waits") {
    simulate(new WalkStream(Seq(4, 4), Seq(Track("value", 8)))) { dut =>
      val random = new Random(1)
      val examples = Seq.fill(40)(
        Example(Seq.fill(2)(1 + random.nextInt(4)), random.nextInt(256), Seq.fill(2)(random.nextInt(256))))
      assert(run(dut, examples, pauses = 0, random) == 1 + examples.map(_.turns.size).sum)
      run(dut, examples, pauses = 0.4, random)
    }
  }
}
