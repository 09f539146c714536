package systole.hw.common

import chisel3._
import chisel3.util.HasExtModuleInline

/** Passes a clock on in the cycles in which `enable` is high at the end of the clock's low half: the latch keeps what changes
  * after the edge away from the gate, so no pulse is ever cut.
  */
class ClockGate extends ExtModule with HasExtModuleInline {
  val clock = IO(Input(Clock()))
  val enable = IO(Input(Bool()))
  val gated = IO(Output(Clock()))

  setInline("ClockGate.sv",
    """module ClockGate(input clock, input enable, output gated);
      |  reg latched;
      |  always_latch if (!clock) latched = enable;
      |  assign gated = clock & latched;
      |endmodule
      |""".stripMargin)
}
