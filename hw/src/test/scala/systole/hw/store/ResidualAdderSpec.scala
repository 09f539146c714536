package systole.hw.store

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.collection.mutable
import scala.util.Random

/** An adder whose vectors are single wires: a poke per vector, not per lane. */
private class PackedResidualAdder(lanes: Int) extends Module {
  val io = IO(new Bundle {
    val valid = Input(Bool())
    val values, residuals = Input(UInt((8 * lanes).W))
    val zeroPoint = Input(SInt(8.W))
    val addition = Input(new ResidualAddition)
    val resultsValid = Output(Bool())
    val results = Output(UInt((8 * lanes).W))
  })
  private val adder = Module(new ResidualAdder(lanes))
  adder.io.values.valid := io.valid
  adder.io.values.bits := io.values.asTypeOf(adder.io.values.bits)
  adder.io.residuals := io.residuals.asTypeOf(adder.io.residuals)
  adder.io.zeroPoint := io.zeroPoint
  adder.io.addition := io.addition
  io.resultsValid := adder.io.results.valid
  io.results := adder.io.results.bits.asUInt
}

class ResidualAdderSpec extends AnyFunSuite with ChiselSim {
  private type Pair = (Int, Int)
  private val largest = (1 << 22) - 1
  private val edges = Seq(-128, -127, -1, 0, 1, 126, 127)
  private val edgePairs: Seq[Pair] = for (value <- edges; residual <- edges) yield (value, residual)
  private val lanes = edgePairs.length

  private def check(vectors: Iterator[(StoreModel.Addition, Seq[Pair])]): Unit = simulate(new PackedResidualAdder(lanes)) { dut =>
    val random = new Random(1)
    val expected = mutable.Queue.empty[(StoreModel.Addition, Seq[Pair])]
    def step(): Unit = {
      dut.clock.step()
      if (dut.io.resultsValid.peek().litToBoolean) {
        val (addition, pairs) = expected.dequeue()
        for (((value, residual), result) <- pairs.zip(StoreModel.bytes(dut.io.results.peek().litValue, lanes)))
          assert(result == addition(value, residual), s"for $value and $residual with $addition")
      }
    }
    for ((addition, pairs) <- vectors) {
      configure(dut, addition)
      for (part <- Seq(pairs, random.shuffle(pairs))) {
        dut.io.valid.poke(true)
        dut.io.values.poke(StoreModel.pack(part.map(_._1), 8))
        dut.io.residuals.poke(StoreModel.pack(part.map(_._2), 8))
        expected.enqueue((addition, part))
        step()
        dut.io.valid.poke(false)
        if (random.nextInt(4) == 0) step()
      }
      for (_ <- 0 until ResidualAdder.latency) step()
      assert(expected.isEmpty, "results went missing")
    }
  }

  private def configure(dut: PackedResidualAdder, addition: StoreModel.Addition): Unit = {
    dut.io.zeroPoint.poke(addition.zeroPoint)
    dut.io.addition.multiplier.poke(addition.multiplier)
    dut.io.addition.residualMultiplier.poke(addition.residualMultiplier)
    dut.io.addition.shift.poke(addition.shift)
    dut.io.addition.zeroPoint.poke(addition.residualZeroPoint)
    dut.io.addition.quantisation.zeroPoint.poke(addition.sumZeroPoint)
    dut.io.addition.quantisation.clampLow.poke(addition.low)
    dut.io.addition.quantisation.clampHigh.poke(addition.high)
  }

  test("is exact for the extremes of every parameter") {
    check((for {
      zeroPoint <- Seq(-128, 0, 127)
      residualZeroPoint <- Seq(-128, 127)
      multiplier <- Seq(0, 1, largest)
      residualMultiplier <- Seq(0, largest)
      shift <- Seq(0, 1, 22, 31)
      sumZeroPoint <- Seq(-128, -1, 127)
    } yield StoreModel.Addition(zeroPoint, multiplier, residualZeroPoint, residualMultiplier, shift, sumZeroPoint, -128, 127) -> edgePairs).iterator)
  }

  test("rounds halves to the even sum, its zero point included") {
    check((for (shift <- 1 to 21; sumZeroPoint <- Seq(-3, 0, 4, 5); half = 1 << (shift - 1); nudge <- Seq(half - 1, half, half + 1))
      yield StoreModel.Addition(0, half, 0, nudge, shift, sumZeroPoint, -128, 127) -> edgePairs).iterator)
  }

  test("is exact for random parameters") {
    val random = new Random(3)
    def byte = random.nextInt(256) - 128
    check(Iterator.fill(1000) {
      val bounds = Seq.fill(2)(byte).sorted
      val shift = random.nextInt(32)
      def multiplier = random.nextInt((2 << (shift min 21)) min 1 << 22)
      StoreModel.Addition(byte, multiplier, byte, multiplier, shift, byte, bounds.head, bounds.last) -> Seq.fill(lanes)((byte, byte))
    })
  }
}
