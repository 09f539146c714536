package systole.hw.control

import chisel3._
import chisel3.util._
import systole.contract.{Counter, Descriptor, HeaderField, Progress, Region}

/** Counts of completed steps, by [[systole.contract.Progress]]. */
class ProgressCounts extends Bundle {
  val counts = Vec(Progress.values.length, UInt(HeaderField.WAIT_LOAD.width.W))

  def apply(progress: Progress): UInt = counts(progress.ordinal)

  /** Whether all that the header waits for has happened. */
  def satisfy(header: HeaderDescriptor): Bool =
    Progress.values.map(p => apply(p) >= header.waitFor(p)).reduce(_ && _)
}

/** The device addresses at which the regions begin. */
class RegionBases extends Bundle {
  val bases = Vec(Region.values.length, UInt(64.W))

  /** The device address of an offset in a region. */
  def address(region: UInt, offset: UInt): UInt = bases(region(log2Ceil(Region.values.length) - 1, 0)) + offset
}

/** All counters, by [[systole.contract.Counter]]. */
class CounterValues extends Bundle {
  val values = Vec(Counter.values.length, UInt(64.W))
}

/** An engine's side of the program: raw 64-byte descriptors in order, and what they may wait for. The engine takes a descriptor
  * when it starts it.
  */
class EnginePort extends Bundle {
  val descriptor = Flipped(Decoupled(UInt(Descriptor.BITS.W)))
  val progress = Input(new ProgressCounts)
}
