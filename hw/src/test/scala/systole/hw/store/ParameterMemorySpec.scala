package systole.hw.store

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random
import systole.contract.{Configuration, LocalMemory}

class ParameterMemorySpec extends AnyFunSuite with ChiselSim {
  for (size <- Seq(4, 16)) test(s"reads blocks of biases and scales, N = $size") {
    val configuration = Configuration.ofArray(size)
    simulate(new ParameterMemory(configuration)) { dut =>
      val random = new Random(size)
      val rows = configuration.memory.parameterRows

      def write(memory: LocalMemory, row: Int, bytes: Seq[Int]): Unit = {
        dut.io.write.valid.poke(true)
        dut.io.write.bits.memory.poke(memory.code)
        dut.io.write.bits.row.poke(row)
        dut.io.write.bits.data.poke(StoreModel.pack(bytes, 8))
        dut.clock.step()
        dut.io.write.valid.poke(false)
      }

      for (base <- Seq(0, 8, rows - 8, 24)) {
        val words = Seq.fill(2 * size)(random.nextInt())
        val bytes = words.flatMap(word => (0 until 4).map(b => word >> (8 * b) & 0xff))
        for ((row, number) <- bytes.grouped(size).zipWithIndex) {
          write(LocalMemory.PARAMETERS, base + number, row)
          write(LocalMemory.LOOKUP, base + number, Seq.fill(size)(random.nextInt(256)))
        }
        dut.io.read.bits.poke(base)
        dut.io.read.valid.poke(true)
        dut.clock.step()
        dut.io.read.valid.poke(false)
        dut.io.read.bits.poke(0)
        for (_ <- 1 until ParameterMemory.latency) { dut.io.done.expect(false); dut.clock.step() }
        dut.io.done.expect(true)
        dut.clock.step()
        for ((port, word) <- (dut.io.biases ++ dut.io.scales).zip(words)) port.expect(BigInt(word) & 0xffffffffL)
      }
    }
  }
}
