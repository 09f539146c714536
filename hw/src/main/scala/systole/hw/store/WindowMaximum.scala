package systole.hw.store

import chisel3._
import chisel3.util._

/** Lane-wise maximum over the taps of a window that exist, -128 where none does: the maximum of the window's last column, which its
  * taps build up, and of the columns before it, which are kept. The result comes in the cycle after the window's last tap.
  */
class WindowMaximum(lanes: Int) extends Module {
  private def lanesOf = Vec(lanes, SInt(8.W))

  val io = IO(new Bundle {
    val tap = Flipped(Valid(new Tap))

    /** Meaningful where the tap exists. */
    val values = Input(lanesOf)
    val maximum = Valid(lanesOf)
  })

  private val column, window = Reg(lanesOf)
  private val earlier = Seq.fill(WindowMaximum.columns - 1)(Reg(lanesOf)) // the latest one first
  private val tap = io.tap.bits
  private val shared = earlier.indices.map(tap.earlierColumns > _.U)

  when(io.tap.valid) {
    for (lane <- 0 until lanes) {
      val before = Mux(tap.firstOfColumn, (-128).S, column(lane))
      val now = Mux(tap.exists, before max io.values(lane), before)
      column(lane) := now
      when(tap.lastOfWindow) {
        window(lane) := now max earlier.zip(shared).map { case (e, belongs) => Mux(belongs, e(lane), (-128).S) }.reduce(_ max _)
      }
      when(tap.lastOfColumn && shared.head) {
        (now +: earlier.init.map(_(lane))).zip(earlier).foreach { case (value, kept) => kept(lane) := value }
      }
    }
  }
  io.maximum.valid := RegNext(io.tap.valid && tap.lastOfWindow, false.B)
  io.maximum.bits := window
}

object WindowMaximum {
  /** Columns of the widest window whose columns are kept for the windows that share them. */
  val columns = 4
}
