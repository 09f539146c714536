package systole.hw.store

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.collection.mutable
import scala.util.Random

/** A requantiser whose vectors are single wires: a poke per vector, not per lane. */
private class PackedRequantiser(lanes: Int) extends Module {
  val io = IO(new Bundle {
    val valid = Input(Bool())
    val values = Input(UInt((32 * lanes).W))
    val scales = Input(UInt((32 * lanes).W))
    val quantisation = Input(new OutputQuantisation)
    val resultsValid = Output(Bool())
    val results = Output(UInt((8 * lanes).W))
  })
  private val requantiser = Module(new Requantiser(lanes))
  requantiser.io.values.valid := io.valid
  requantiser.io.values.bits := io.values.asTypeOf(requantiser.io.values.bits)
  requantiser.io.scales := RegNext(io.scales).asTypeOf(requantiser.io.scales)
  requantiser.io.quantisation := io.quantisation
  io.resultsValid := requantiser.io.results.valid
  io.results := requantiser.io.results.bits.asUInt
}

class RequantiserSpec extends AnyFunSuite with ChiselSim {
  private case class Case(value: Int, scale: Float)
  private case class Range(zeroPoint: Int, low: Int, high: Int)

  private val edgeValues: Seq[Int] = {
    val powers = (0 to 31).map(1 << _).flatMap(p => Seq(p - 1, p, p + 1))
    // Between 2^24 and 2^31 int32 has more bits than float32: halves of the last place and their neighbours.
    val ties = for (e <- 24 to 30; last = 1 << (e - 23); odd <- 0 to 1; d <- -1 to 1) yield (1 << e) + odd * last + last / 2 + d
    (powers ++ ties ++ Seq(0, Int.MaxValue, Int.MaxValue - 64, 0x7fffffbf, 0x7fffffc0)).flatMap(v => Seq(v, -v)).distinct
  }

  private val edgeScales: Seq[Float] = {
    val powers = (-126 to 127).map(e => Math.scalb(1.0f, e))
    val tieMakers = for (e <- -30 to 8; m <- Seq(1.5f, 1.25f, 0.75f, 1.0000001f, 1.9999999f, 1.0000002f)) yield Math.scalb(m, e)
    powers ++ tieMakers ++ Seq(java.lang.Float.MIN_NORMAL, Float.MaxValue, 0.1f, 1f / 3)
  }

  /** Products that lie within the last places of k + 1/2: rounding once or twice differs there. */
  private def nearHalf(random: Random): Case = {
    val value = random.nextInt() >> random.nextInt(31)
    val scale = ((random.nextInt(256) + 0.5) / Math.abs(value.toDouble)).toFloat
    val nudged = Seq.iterate(scale, 3)(Math.nextUp).apply(random.nextInt(3))
    if (value == 0) Case(0, 1) else Case(value, nudged)
  }

  private def uniform(random: Random): Case =
    Case(random.nextInt() >> random.nextInt(32), java.lang.Float.intBitsToFloat((1 + random.nextInt(254)) << 23 | random.nextInt(1 << 23)))

  /** As networks have them: results spread over int8. */
  private def likely(random: Random): Case =
    Case(random.nextInt() >> random.nextInt(24), Math.scalb(1 + random.nextFloat(), -random.nextInt(26)))

  private def check(lanes: Int, seed: Int)(batches: Random => Iterator[(Range, Seq[Case])]): Unit =
    simulate(new PackedRequantiser(lanes)) { dut =>
      val random = new Random(seed)
      val expected = mutable.Queue.empty[(Range, Seq[Case])]
      def step(): Unit = {
        dut.clock.step()
        if (dut.io.resultsValid.peek().litToBoolean) {
          val (range, cases) = expected.dequeue()
          val results = StoreModel.bytes(dut.io.results.peek().litValue, lanes)
          for ((c, result) <- cases.zip(results)) {
            val golden = StoreModel.requantise(c.value, c.scale, range.zeroPoint, range.low, range.high)
            assert(result == golden, s"for ${c.value} * ${c.scale} with $range")
          }
        }
      }
      for ((range, cases) <- batches(random)) {
        dut.io.quantisation.zeroPoint.poke(range.zeroPoint)
        dut.io.quantisation.clampLow.poke(range.low)
        dut.io.quantisation.clampHigh.poke(range.high)
        for (vector <- cases.grouped(lanes).map(_.padTo(lanes, Case(0, 1)))) {
          dut.io.valid.poke(true)
          dut.io.values.poke(StoreModel.pack(vector.map(_.value), 32))
          dut.io.scales.poke(StoreModel.pack(vector.map(c => java.lang.Float.floatToRawIntBits(c.scale)), 32))
          expected.enqueue((range, vector))
          step()
          dut.io.valid.poke(false)
          if (random.nextInt(8) == 0) step()
        }
        for (_ <- 0 until Requantiser.latency) step()
        assert(expected.isEmpty, "results went missing")
      }
    }

  private def anyRange(random: Random): Range = {
    val bounds = Seq.fill(2)(random.nextInt(256) - 128).sorted
    Range(random.nextInt(256) - 128, bounds.head, bounds.last)
  }

  test("equals float arithmetic on every edge value with every edge scale") {
    val ranges = Seq(Range(0, -128, 127), Range(-128, -128, 127), Range(127, -128, 127), Range(3, -5, 90))
    val cases = for (value <- edgeValues; scale <- edgeScales) yield Case(value, scale)
    check(64, seed = 1)(_ => ranges.iterator.map((_, cases)))
  }

  test("equals float arithmetic on a million random cases") {
    val kinds = Seq(uniform _, likely _, nearHalf _)
    check(64, seed = 2) { random =>
      Iterator.fill(250)((anyRange(random), Seq.fill(4032)(kinds(random.nextInt(kinds.length))(random))))
    }
  }

  test("a single lane") {
    check(1, seed = 3)(random => Iterator.fill(20)((anyRange(random), Seq.fill(10)(likely(random)))))
  }
}
