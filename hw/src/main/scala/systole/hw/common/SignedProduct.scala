package systole.hw.common

import chisel3._
import chisel3.util.HasExtModuleInline

/** A product of two's complement numbers in Verilog's own words. Chisel writes a signed product as an unsigned one of extended operands,
  * of which synthesis makes a multiplier as wide as the result.
  */
class SignedProduct private (leftBits: Int, rightBits: Int) extends ExtModule with HasExtModuleInline {
  override def desiredName: String = s"SignedProduct_${leftBits}x$rightBits"
  val left = IO(Input(UInt(leftBits.W)))
  val right = IO(Input(UInt(rightBits.W)))
  val product = IO(Output(UInt((leftBits + rightBits).W)))

  setInline(s"$desiredName.sv",
    s"""module $desiredName(
       |  input signed [${leftBits - 1}:0] left,
       |  input signed [${rightBits - 1}:0] right,
       |  output signed [${leftBits + rightBits - 1}:0] product);
       |  assign product = left * right;
       |endmodule
       |""".stripMargin)
}

object SignedProduct {
  /** left * right, as wide as both together. */
  def apply(left: UInt, right: UInt): UInt = {
    val multiplier = Module(new SignedProduct(left.getWidth, right.getWidth))
    multiplier.left := left
    multiplier.right := right
    multiplier.product
  }
}
