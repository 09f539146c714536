package systole.hw.store

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random
import systole.contract.{Configuration, LocalMemory}

class LookupTablesSpec extends AnyFunSuite with ChiselSim {
  for (size <- Seq(4, 16)) test(s"looks every byte of every table up in every lane, or passes values on, N = $size") {
    val configuration = Configuration.ofArray(size)
    simulate(new LookupTables(configuration)) { dut =>
      val random = new Random(size)
      val tables = Seq.fill(configuration.memory.lookupTables)(Seq.fill(256)(random.nextInt(256) - 128))

      for ((row, number) <- tables.flatten.grouped(size).zipWithIndex; memory <- Seq(LocalMemory.LOOKUP, LocalMemory.PARAMETERS)) {
        dut.io.write.valid.poke(true)
        dut.io.write.bits.memory.poke(memory.code)
        dut.io.write.bits.row.poke(number)
        dut.io.write.bits.data.poke(StoreModel.pack(if (memory == LocalMemory.LOOKUP) row else row.reverse, 8))
        dut.clock.step()
      }
      dut.io.write.valid.poke(false)

      for (table <- tables.indices; byte <- 0 until 256; enabled = random.nextInt(8) != 0) {
        val values = Seq.tabulate(size)(lane => (byte + 17 * lane).toByte)
        dut.io.values.valid.poke(true)
        values.zip(dut.io.values.bits).foreach { case (value, port) => port.poke(value.toInt) }
        dut.io.choice.enabled.poke(enabled)
        dut.io.choice.table.poke(table)
        dut.clock.step()
        for ((value, result) <- values.zip(dut.io.results))
          result.expect(if (enabled) tables(table)(value & 0xff) else value.toInt, s"table $table, value $value")
      }
    }
  }
}
