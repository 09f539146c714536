package systole.hw.store

import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random
import systole.contract.Configuration

class StoreEngineSpec extends AnyFunSuite with ChiselSim {
  for (size <- Seq(4, 8, 16)) test(s"computes what the plain model does, whatever the neighbours' pace, N = $size") {
    val configuration = Configuration.ofArray(size)
    simulate(new StoreEngine(configuration)) { dut =>
      for ((willingness, seed) <- Seq(1.0, 0.7, 0.3).zipWithIndex) {
        val random = new Random(100 * size + seed)
        val stores = new RandomStores(configuration, random)
        dut.reset.poke(true)
        dut.clock.step()
        dut.reset.poke(false)
        new StoreEngineBench(dut, configuration, random, willingness).run(Seq.tabulate(40)(stores.next))
      }
    }
  }

  test("reads a row a cycle, and pauses 10 cycles between tiles") {
    val configuration = Configuration.ofArray(4)
    simulate(new StoreEngine(configuration)) { dut =>
      val random = new Random(1)
      val bench = new StoreEngineBench(dut, configuration, random, willingness = 1)
      val stores = new RandomStores(configuration, random)
      bench.run(Seq.tabulate(3)(stores.row(_, columns = 100)))
      val pauses = bench.requests.zip(bench.requests.tail).map { case (a, b) => b - a - 1 }.filter(_ > 0)
      assert(bench.requests.length == 300)
      assert(pauses.toSeq == Seq(10, 10))
    }
  }
}
