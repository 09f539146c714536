package systole.hw.dma

import chisel3._
import chisel3.util._
import systole.contract.{BusConfiguration, Configuration}

object BurstSplitter {
  /** Beats of a block: bursts end where a block does. Blocks divide 4 KiB, so no burst crosses it, and where a burst ends can be
    * told from the address alone.
    */
  def blockBeats(bus: BusConfiguration): Int = bus.burstBeats min BusConfiguration.BOUNDARY_BYTES / bus.bytes
}

/** Covers each run with bursts of whole beats: the first goes to the end of its block, the next ones take a block each, the last
  * one the rest. A burst a cycle, also from run to run.
  */
class BurstSplitter(configuration: Configuration) extends Module {
  private val rowBytes = configuration.array.size
  private val busBytes = configuration.bus.bytes
  private val blockBeats = BurstSplitter.blockBeats(configuration.bus)
  private val beatBits = log2Ceil(busBytes)
  private val blockBits = log2Ceil(blockBeats)

  val io = IO(new Bundle {
    val run = Flipped(Decoupled(new Run))
    val burst = Decoupled(new Burst)

    /** The burst is its run's last. */
    val last = Output(Bool())
  })

  private val active = RegInit(false.B)
  private val beatAddress = Reg(UInt((64 - beatBits).W))
  private val runBeats = beatsOf(io.run.bits)
  private val beatsLeft = Reg(chiselTypeOf(runBeats))

  private val untilBlockEnd = blockBeats.U - beatAddress(blockBits - 1, 0)
  io.last := beatsLeft <= untilBlockEnd
  io.burst.valid := active
  io.burst.bits.address := beatAddress ## 0.U(beatBits.W)
  io.burst.bits.beats := Mux(io.last, beatsLeft(blockBits, 0), untilBlockEnd)

  private val finishes = io.burst.ready && io.last
  io.run.ready := !active || finishes
  when(io.run.fire) {
    active := true.B
    beatAddress := io.run.bits.address >> beatBits
    beatsLeft := runBeats
  }.elsewhen(io.burst.fire) {
    active := !io.last
    beatAddress := ((beatAddress >> blockBits) + 1.U) ## 0.U(blockBits.W)
    beatsLeft := beatsLeft - untilBlockEnd
  }

  private def beatsOf(run: Run): UInt =
    if (rowBytes >= busBytes) run.rows << log2Ceil(rowBytes / busBytes)
    else {
      val rowsPerBeat = busBytes / rowBytes
      val rowsBefore = run.address(beatBits - 1, log2Ceil(rowBytes))
      (rowsBefore +& run.rows + (rowsPerBeat - 1).U) >> log2Ceil(rowsPerBeat)
    }
}
