package systole.hw.control

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.collection.mutable
import scala.util.Random
import systole.contract.Descriptor

class DescriptorQueuesSpec extends AnyFunSuite with ChiselSim {
  for (depth <- Seq(2, 8))
    test(s"each queue keeps its order and fills to depth $depth and a head, whatever the others do") {
      simulate(new DescriptorQueues(depth)) { dut =>
        val random = new Random(depth)
        val expected = Seq.fill(4)(mutable.Queue[BigInt]())
        var fullest = 0
        for (cycle <- 0 until 3000) {
          val engine = random.nextInt(4)
          val value = BigInt(Descriptor.BITS, random)
          dut.io.engine.poke(engine)
          dut.io.descriptor.poke(value)
          val busy = cycle / 500 % 2 == 0 // fill mostly, then drain mostly
          val puts = dut.io.ready.peek().litToBoolean && random.nextInt(4) < (if (busy) 3 else 1)
          dut.io.enqueue.poke(puts)
          for ((head, queue) <- dut.io.heads.zip(expected)) {
            val takes = random.nextInt(8) < (if (busy) 1 else 5)
            head.ready.poke(takes)
            if (head.valid.peek().litToBoolean) {
              head.bits.expect(queue.head)
              if (takes) queue.dequeue()
            }
          }
          if (puts) expected(engine).enqueue(value)
          fullest = fullest max expected.map(_.size).max
          dut.clock.step()
        }
        assert(fullest == depth + 1)
        dut.io.enqueue.poke(false)
        dut.io.heads.foreach(_.ready.poke(false))
        dut.clock.step(5)
        for ((head, queue) <- dut.io.heads.zip(expected)) head.valid.expect(queue.nonEmpty)
      }
    }
}
