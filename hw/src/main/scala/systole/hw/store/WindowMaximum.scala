package systole.hw.store

import chisel3._
import chisel3.util._

/** Lane-wise maximum over the taps of a window that exist, -128 where none does. The result comes in the cycle after the
  * window's last tap.
  */
class WindowMaximum(lanes: Int) extends Module {
  val io = IO(new Bundle {
    val tap = Flipped(Valid(new Tap))

    /** Meaningful where the tap exists. */
    val values = Input(Vec(lanes, SInt(8.W)))
    val maximum = Valid(Vec(lanes, SInt(8.W)))
  })

  private val maximum = Reg(Vec(lanes, SInt(8.W)))
  when(io.tap.valid) {
    when(io.tap.bits.firstOfWindow) {
      maximum.zip(io.values).foreach { case (m, value) => m := Mux(io.tap.bits.exists, value, (-128).S) }
    }.elsewhen(io.tap.bits.exists) {
      maximum.zip(io.values).foreach { case (m, value) => m := m max value }
    }
  }
  io.maximum.valid := RegNext(io.tap.valid && io.tap.bits.lastOfWindow, false.B)
  io.maximum.bits := maximum
}
