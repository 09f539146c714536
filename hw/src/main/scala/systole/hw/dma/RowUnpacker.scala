package systole.hw.dma

import chisel3._
import chisel3.util._
import systole.contract.Configuration

/** Cuts or assembles beats into rows of N bytes. Each row's place says in which lanes of the beat it lies; behind the last row of a
  * run the rest of the beat is dropped. No cycle is lost: a row a cycle, or a beat a cycle where a row takes several.
  */
class RowUnpacker(configuration: Configuration) extends Module {
  private val rowBytes = configuration.array.size
  private val busBytes = configuration.bus.bytes

  val io = IO(new Bundle {
    val place = Flipped(Decoupled(new RowPlace))
    val beat = Flipped(Decoupled(new ReadBeat(configuration.bus)))
    val row = Decoupled(UInt((8 * rowBytes).W))
  })

  if (rowBytes <= busBytes) select() else assemble()

  private def select(): Unit = {
    val lanes = busBytes / rowBytes
    val lane = io.place.bits.lane(configuration)
    val beatEnds = lane === (lanes - 1).U || io.place.bits.last
    io.row.bits := io.beat.bits.data.asTypeOf(Vec(lanes, chiselTypeOf(io.row.bits)))(lane)
    io.row.valid := io.place.valid && io.beat.valid
    io.place.ready := io.beat.valid && io.row.ready
    io.beat.ready := io.place.valid && io.row.ready && beatEnds
  }

  /** Keeps all beats of a row but the last, which goes straight through. */
  private def assemble(): Unit = {
    val beats = rowBytes / busBytes
    val arrived = RegInit(0.U(log2Ceil(beats).W))
    val kept = Reg(UInt((8 * (rowBytes - busBytes)).W))
    val complete = arrived === (beats - 1).U
    val row = io.beat.bits.data ## kept
    when(io.beat.fire) {
      arrived := arrived + 1.U
      kept := row >> (8 * busBytes)
    }
    io.row.bits := row
    io.row.valid := io.place.valid && io.beat.valid && complete
    io.place.ready := io.beat.valid && complete && io.row.ready
    io.beat.ready := !complete || io.place.valid && io.row.ready
  }
}
