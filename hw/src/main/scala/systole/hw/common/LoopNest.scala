package systole.hw.common

import chisel3._
import chisel3.util._

/** A value that a [[LoopNest]] tracks: it starts somewhere and each level's turn adds that level's step, modulo 2^width.
  *
  * @param name for readable Verilog
  * @param width bits
  */
case class Track(name: String, width: Int)

/** What a walk goes through. A level's count is read where it begins, its steps where it turns: until then they must be held.
  *
  * @param counts turns of each level, the innermost first, each at least 1
  * @param steps by track, then level: what a turn of that level adds to the track
  */
class LoopBounds(countWidths: Seq[Int], tracks: Seq[Track]) extends Bundle {
  val counts = MixedVec(countWidths.map(w => UInt(w.W)))
  val steps = MixedVec(tracks.map(t => Vec(countWidths.length, UInt(t.width.W))))
}

/** Walks nested loops one step a cycle and tracks values that are affine in the loop indices, by additions alone: each level
  * remembers its tracks' values at the start of its current turn, and a turn copies the new start to all inner levels.
  * Addresses of convolution windows, pooling windows and strided copies all come from here.
  *
  * @param countWidths bits of each level's count, the innermost first
  * @param tracks the tracked values
  */
class LoopNest(countWidths: Seq[Int], tracks: Seq[Track]) extends Module {
  private val levels = countWidths.length

  val io = IO(new Bundle {
    /** Begins a walk: the tracks take these values in the next cycle and all indices become 0. */
    val start = Flipped(Valid(MixedVec(tracks.map(t => UInt(t.width.W)))))
    val bounds = Input(new LoopBounds(countWidths, tracks))

    /** Goes on to the next turn in the next cycle. Past the last turn the values are meaningless. */
    val step = Input(Bool())

    /** The innermost level's turn is its last one, whatever its count. */
    val cut = Input(Bool())
    val values = Output(MixedVec(tracks.map(t => UInt(t.width.W))))

    /** For each level whether it is in its first, or last, turn together with all levels inside it. */
    val first = Output(Vec(levels, Bool()))
    val last = Output(Vec(levels, Bool()))
  })

  private val remaining = countWidths.map(w => Reg(UInt(w.W)))
  private val isFirst = Seq.fill(levels)(Reg(Bool()))
  private val starts = tracks.map(t => Seq.fill(levels)(Reg(UInt(t.width.W)).suggestName(s"${t.name}Start")))

  private val levelLast = remaining.map(_ === 1.U).updated(0, remaining.head === 1.U || io.cut)
  private val innerLast = levelLast.scanLeft(true.B)(_ && _) // innerLast(l): all levels inside l are in their last turn
  io.last := VecInit(innerLast.tail)
  io.first := VecInit(isFirst.scanLeft(true.B)(_ && _).tail)
  io.values.zip(starts).foreach { case (value, start) => value := start.head }

  when(io.start.valid) {
    remaining.zip(io.bounds.counts).foreach { case (r, count) => r := count }
    isFirst.foreach(_ := true.B)
    starts.zip(io.start.bits).foreach { case (levelStarts, value) => levelStarts.foreach(_ := value) }
  }.elsewhen(io.step) {
    // The level that turns is the innermost one that has turns left; the ones inside it begin again.
    for (level <- 0 until levels) {
      when(innerLast(level) && !levelLast(level)) {
        remaining(level) := remaining(level) - 1.U
        isFirst(level) := false.B
        for (inner <- 0 until level) {
          remaining(inner) := io.bounds.counts(inner)
          isFirst(inner) := true.B
        }
        for ((levelStarts, steps) <- starts.zip(io.bounds.steps)) {
          val next = levelStarts(level) + steps(level)
          (0 to level).foreach(levelStarts(_) := next)
        }
      }
    }
  }
}
