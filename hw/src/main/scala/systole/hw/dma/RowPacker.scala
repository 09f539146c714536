package systole.hw.dma

import chisel3._
import chisel3.util._
import systole.contract.Configuration

/** Gathers rows of N bytes into beats, or splits them, with byte strobes and burst ends: the converse of [[RowUnpacker]]. A row a
  * cycle, or a beat a cycle where a row takes several.
  */
class RowPacker(configuration: Configuration) extends Module {
  private val rowBytes = configuration.array.size
  private val busBytes = configuration.bus.bytes
  private val beatBits = log2Ceil(busBytes)
  private val blockBits = log2Ceil(BurstSplitter.blockBeats(configuration.bus))

  val io = IO(new Bundle {
    val place = Flipped(Decoupled(new RowPlace))
    val row = Flipped(Decoupled(UInt((8 * rowBytes).W)))
    val beat = Decoupled(new WriteBeat(configuration.bus))
  })

  private val beatInBlock = io.place.bits.address(beatBits + blockBits - 1, beatBits)

  /** The beat register holds a whole beat, or row. */
  private val full = RegInit(false.B)
  io.beat.valid := full

  if (rowBytes <= busBytes) gather() else split()

  private def gather(): Unit = {
    val lanes = busBytes / rowBytes
    val lane = io.place.bits.lane(configuration)
    val data = Reg(Vec(lanes, chiselTypeOf(io.row.bits)))
    val written = RegInit(0.U(lanes.W))
    val last = Reg(Bool())
    val take = join(room = !full || io.beat.ready)
    when(take) {
      full := lane === (lanes - 1).U || io.place.bits.last
      data(lane) := io.row.bits
      written := Mux(full, 0.U, written) | UIntToOH(lane, lanes) // a beat that leaves takes its strobes along
      last := io.place.bits.last || beatInBlock.andR
    }.elsewhen(io.beat.fire) {
      full := false.B
      written := 0.U
    }
    io.beat.bits.data := data.asUInt
    io.beat.bits.strobe := FillInterleaved(rowBytes, written)
    io.beat.bits.last := last
  }

  private def split(): Unit = {
    val beats = rowBytes / busBytes
    val data = Reg(chiselTypeOf(io.row.bits))
    val sent = RegInit(0.U(log2Ceil(beats).W))
    val place = Reg(chiselTypeOf(beatInBlock))
    val lastRow = Reg(Bool())
    val leaves = io.beat.fire && sent.andR
    val take = join(room = !full || leaves)
    when(io.beat.fire) {
      data := data >> (8 * busBytes)
      sent := sent + 1.U
      place := place + 1.U
    }
    when(take) {
      full := true.B
      data := io.row.bits
      place := beatInBlock
      lastRow := io.place.bits.last
    }.elsewhen(leaves) { full := false.B }
    io.beat.bits.data := data(8 * busBytes - 1, 0)
    io.beat.bits.strobe := Fill(busBytes, 1.U(1.W))
    io.beat.bits.last := place.andR || lastRow && sent.andR
  }

  /** Takes a row and its place together when there is room. */
  private def join(room: Bool): Bool = {
    io.place.ready := io.row.valid && room
    io.row.ready := io.place.valid && room
    io.place.valid && io.row.valid && room
  }
}
