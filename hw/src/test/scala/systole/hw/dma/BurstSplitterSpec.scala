package systole.hw.dma

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random
import systole.contract.{BusConfiguration, Configuration}

class BurstSplitterSpec extends AnyFunSuite with ChiselSim {
  private case class Piece(address: BigInt, rows: Int)

  private def pieces(configuration: Configuration, random: Random): Seq[Piece] = {
    val rowBytes = configuration.array.size
    val short = for (offset <- 0 until 4 * configuration.bus.bytes by rowBytes; rows <- Seq(1, 2, 3, 5))
      yield Piece(BusConfiguration.BOUNDARY_BYTES - 2 * configuration.bus.bytes + offset, rows)
    val long = Seq.fill(20)(Piece((BigInt(52, random) * rowBytes) % (BigInt(1) << 63), 1 + random.nextInt(200)))
    short ++ long :+ Piece(BigInt(rowBytes) * 5, 5003)
  }

  private val longest = Shapes.configuration(64, 64, burstBeats = 256) // more than 4 KiB

  for (configuration <- Shapes.kinds :+ longest)
    test(s"covers runs exactly, a burst a cycle, ${Shapes.name(configuration)}") {
      simulate(new BurstSplitter(configuration)) { dut =>
        val bus = configuration.bus
        dut.io.burst.ready.poke(true)
        val random = new Random(1)
        for (piece <- pieces(configuration, random)) {
          dut.io.run.valid.poke(true)
          dut.io.run.bits.address.poke(piece.address)
          dut.io.run.bits.rows.poke(piece.rows)
          dut.io.run.ready.expect(true) // in the cycle of the burst before
          dut.clock.step()
          dut.io.run.valid.poke(false)
          val end = piece.address + piece.rows * configuration.array.size
          var position = piece.address - piece.address % bus.bytes
          while (position < end) {
            dut.io.burst.ready.poke(false)
            if (random.nextInt(8) == 0) dut.clock.step()
            dut.io.burst.ready.poke(true)
            dut.io.burst.valid.expect(true)
            dut.io.burst.bits.address.expect(position, s"$piece")
            val beats = dut.io.burst.bits.beats.peekValue().asBigInt.toInt
            assert(beats >= 1 && beats <= bus.burstBeats)
            val last = position + (beats - 1) * bus.bytes
            assert(last < end, s"$piece: the burst at $position goes too far")
            assert(position / BusConfiguration.BOUNDARY_BYTES == last / BusConfiguration.BOUNDARY_BYTES)
            position = last + bus.bytes
            dut.io.last.expect(position >= end)
            if (position < end) dut.clock.step()
          }
        }
        dut.clock.step()
        dut.io.burst.valid.expect(false)
      }
    }
}
