package systole.hw.common

import chisel3._
import chisel3.util._

/** A walk for a [[LoopNest]]: what it goes through and where its tracks begin. */
class Walk(countWidths: Seq[Int], tracks: Seq[Track]) extends Bundle {
  val bounds = new LoopBounds(countWidths, tracks)
  val start = MixedVec(tracks.map(t => UInt(t.width.W)))
}

/** One turn of a walk: the tracks' values, and for each level whether it and all inside it are in their last turn. */
class Turn(levels: Int, tracks: Seq[Track]) extends Bundle {
  val values = MixedVec(tracks.map(t => UInt(t.width.W)))
  val last = Vec(levels, Bool())
}

/** A [[LoopNest]] between ready/valid edges: walks go in, their turns come out. The next walk enters in the cycle of the last
  * turn, so turns follow one another every cycle, also from walk to walk.
  */
class WalkStream(countWidths: Seq[Int], tracks: Seq[Track]) extends Module {
  val io = IO(new Bundle {
    val walk = Flipped(Decoupled(new Walk(countWidths, tracks)))
    val turn = Decoupled(new Turn(countWidths.length, tracks))
  })

  private val nest = Module(new LoopNest(countWidths, tracks))
  private val walking = RegInit(false.B)
  private val finishes = io.turn.fire && nest.io.last.last
  io.walk.ready := !walking || finishes
  when(io.walk.fire) { walking := true.B }.elsewhen(finishes) { walking := false.B }

  // Of the bounds, the nest reads only the counts in the cycle of the start.
  private val bounds = RegEnable(io.walk.bits.bounds, io.walk.fire)
  nest.io.bounds := bounds
  nest.io.bounds.counts := Mux(io.walk.fire, io.walk.bits.bounds.counts, bounds.counts)
  nest.io.start.valid := io.walk.fire
  nest.io.start.bits := io.walk.bits.start
  nest.io.step := io.turn.fire
  nest.io.cut := false.B

  io.turn.valid := walking
  io.turn.bits.values := nest.io.values
  io.turn.bits.last := nest.io.last
}
