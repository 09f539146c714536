package systole.hw.memory

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random
import systole.contract.{BusConfiguration, ArrayConfiguration, Configuration, MemoryConfiguration}

class MemorySpec extends AnyFunSuite with ChiselSim {
  private def configuration(size: Int) = new Configuration(
    new ArrayConfiguration(size, 4), new MemoryConfiguration(256, 256, 128, 64, 1, 128), new BusConfiguration(16, 16, 4), 4)

  private def number(bytes: Seq[Int]): BigInt = bytes.reverse.foldLeft(BigInt(0))((sum, b) => (sum << 8) | b)

  for (size <- Seq(4, 16)) test(s"scratchpad of $size lanes: a window at any byte address, straddling rows and wrapping at the end") {
    simulate(new Scratchpad(configuration(size))) { dut =>
      val random = new Random(size)
      val bytes = Array.fill(256 * size)(random.nextInt(256))
      dut.io.read.valid.poke(false)
      dut.io.write.valid.poke(true)
      for (row <- 0 until 256) {
        dut.io.write.bits.row.poke(row)
        dut.io.write.bits.data.poke(number(bytes.slice(row * size, (row + 1) * size).toSeq))
        dut.clock.step()
      }
      dut.io.write.valid.poke(false)
      dut.io.read.valid.poke(true)
      val edges = Seq(0, 1, size - 1, size, size + 1, 256 * size - 1, 256 * size - size)
      val addresses = edges ++ Seq.fill(300)(random.nextInt(256 * size)) ++ edges.map(_ + (1 << 20))
      for (address <- addresses) {
        dut.io.read.bits.poke(address)
        dut.clock.step()
        dut.io.window.expect(number(Seq.tabulate(size)(i => bytes((address + i) % bytes.length))), s"address $address")
      }
    }
  }

  test("weight memory: rows go in singly and come out in pairs") {
    simulate(new WeightMemory(configuration(8))) { dut =>
      val random = new Random(3)
      val rows = Seq.fill(256)(BigInt(64, random))
      dut.io.read.valid.poke(false)
      dut.io.write.valid.poke(true)
      for ((row, i) <- rows.zipWithIndex) {
        dut.io.write.bits.row.poke(i)
        dut.io.write.bits.data.poke(row)
        dut.clock.step()
      }
      dut.io.write.valid.poke(false)
      dut.io.read.valid.poke(true)
      for (pair <- random.shuffle((0 until 128).toList)) {
        dut.io.read.bits.poke(pair)
        dut.clock.step()
        dut.io.pair.expect((rows(2 * pair + 1) << 64) | rows(2 * pair))
      }
    }
  }

  test("residual memory: rows are read while others are written, and wrap at the end") {
    simulate(new ResidualMemory(configuration(8))) { dut =>
      val random = new Random(5)
      val rows = Array.fill(128)(BigInt(64, random))
      dut.io.write.valid.poke(true)
      dut.io.read.valid.poke(true)
      for (row <- rows.indices) {
        dut.io.write.bits.row.poke(row)
        dut.io.write.bits.data.poke(rows(row))
        dut.clock.step()
      }
      for (row <- random.shuffle((0 until 1 << 14).toList).take(500)) {
        val other = (row + 1 + random.nextInt(127)) % 128
        rows(other) = BigInt(64, random)
        dut.io.read.bits.poke(row)
        dut.io.write.bits.row.poke(other)
        dut.io.write.bits.data.poke(rows(other))
        dut.clock.step()
        dut.io.row.expect(rows(row % 128), s"row $row")
      }
    }
  }

  test("accumulator: adds and overwrites every cycle while the drain reads what is left of the banks' ports") {
    val size = 4
    simulate(new Accumulator(configuration(size))) { dut =>
      val random = new Random(9)
      val rows = Array.fill(128, size)(0)
      def vector(values: Seq[Int]): BigInt = values.reverse.foldLeft(BigInt(0))((sum, v) => (sum << 32) | (BigInt(v) & 0xffffffffL))
      var previous: Option[(Int, Boolean)] = None
      var drained: Option[Int] = None
      var refused, taken = 0
      for (cycle <- 0 until 3000) {
        val row = if (cycle < 128) cycle else random.nextInt(128)
        val next = Option.when(cycle < 128 || (random.nextInt(4) != 0 && !previous.exists(_._1 == row)))((row, cycle < 128 || random.nextInt(5) == 0))
        dut.io.accumulate.valid.poke(next.isDefined)
        next.foreach { case (r, overwrite) => dut.io.accumulate.bits.row.poke(r); dut.io.accumulate.bits.overwrite.poke(overwrite) }
        val sums = Seq.fill(size)(random.nextInt())
        dut.io.sums.poke(vector(sums))
        drained.foreach(r => dut.io.drain.data.expect(vector(rows(r).toSeq), s"row $r in cycle $cycle"))
        // The sums of the announced row are added in this cycle, and readable from the next on.
        val written = previous.map(_._1)
        previous.foreach { case (r, overwrite) => for (i <- 0 until size) rows(r)(i) = sums(i) + (if (overwrite) 0 else rows(r)(i)) }
        val wanted = random.nextInt(128)
        val asks = cycle >= 130 && !written.contains(wanted) && random.nextBoolean()
        dut.io.drain.request.valid.poke(asks)
        dut.io.drain.request.bits.poke(wanted)
        val ready = dut.io.drain.request.ready.peek().litToBoolean
        val conflict = next.exists { case (r, overwrite) => !overwrite && r / 64 == wanted / 64 }
        assert(ready == !conflict, s"cycle $cycle")
        drained = Option.when(asks && ready)(wanted)
        if (asks) { if (ready) taken += 1 else refused += 1 }
        previous = next
        dut.clock.step()
      }
      assert(taken > 100 && refused > 100)
    }
  }
}
