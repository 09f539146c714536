package systole.hw.pe

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random

class ProcessingElementSpec extends AnyFunSuite with ChiselSim {
  private def bytes(values: Seq[Int]): BigInt = values.reverse.foldLeft(BigInt(0))((sum, v) => (sum << 8) | (v & 0xff))

  /** One PE alone in its column: two dot products and the sums from above, bit for bit. */
  private def check(dotLength: Int, multipliers: Multipliers): Unit =
    simulate(new ProcessingElement(dotLength, multipliers)) { dut =>
      val mask = (BigInt(1) << dut.io.activations(0).getWidth) - 1
      val random = new Random(dotLength)
      val extremes = Seq(-128, -127, -1, 0, 1, 127)
      def operand(): Int = if (random.nextBoolean()) extremes(random.nextInt(6)) else random.nextInt(256) - 128
      val compensation = -(1 << 17)
      dut.io.enable.poke(true)
      for (round <- 0 until 500) {
        val allLowest = round == 0
        val even = Seq.fill(dotLength)(if (allLowest) -128 else operand())
        val odd = Seq.fill(dotLength)(if (allLowest) -128 else operand())
        val activations = Seq.fill(dotLength)(if (allLowest) -128 else operand())
        val above = Seq.fill(2)(random.nextInt())
        dut.io.weightWrite.poke(true)
        dut.io.weights.poke(bytes(even ++ odd))
        dut.clock.step()
        dut.io.weightWrite.poke(false)
        dut.io.weights.poke(bytes(Seq.fill(2 * dotLength)(operand())))
        activations.zip(dut.io.activations).foreach { case (a, port) => port.poke(BigInt(a) & mask) }
        dut.clock.step()
        for ((a, port) <- activations.zip(dut.io.activationsOut)) port.expect(BigInt(a) & mask)
        dut.io.sumsIn.even.poke(BigInt(above(0) + compensation) & 0xffffffffL)
        dut.io.sumsIn.odd.poke(BigInt(above(1) + compensation) & 0xffffffffL)
        dut.clock.step()
        def dot(weights: Seq[Int]): Int = weights.zip(activations).map { case (w, a) => w * a }.sum
        dut.io.sumsOut.even.expect(BigInt(above(0) + dot(even)) & 0xffffffffL)
        dut.io.sumsOut.odd.expect(BigInt(above(1) + dot(odd)) & 0xffffffffL)
      }
    }

  test("a single multiplier pair")(check(1, WordMultipliers))
  test("a dot product of 4")(check(4, WordMultipliers))
  test("a dot product of 4, products of 27 x 8 bits")(check(4, PackedMultipliers))
  test("a dot product of 4, products of 8 x 8 bits")(check(4, SeparateMultipliers))
}
