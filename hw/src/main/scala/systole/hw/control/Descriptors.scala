package systole.hw.control

import chisel3._
import chisel3.util._
import systole.contract.{Descriptor, ExecuteField, Field, HeaderField, LoadField, Progress, SnapshotField, StoreField}

/** A descriptor's fields as hardware values, named as in the contract's enum in camel case. Widths, signs and positions come from
  * the contract; elaboration fails where a bundle and its enum differ.
  */
abstract class DescriptorBundle(private val contract: Seq[Field]) extends Bundle {
  protected def unsigned(field: Field): UInt = { require(!field.signed, s"${field.name} is signed"); UInt(field.width.W) }
  protected def signed(field: Field): SInt = { require(field.signed, s"${field.name} is unsigned"); SInt(field.width.W) }

  private[control] def assignFrom(descriptor: UInt): Unit = {
    val missing = contract.map(DescriptorBundle.camelCase).toSet diff elements.keySet
    require(missing.isEmpty && elements.size == contract.size, s"$className lacks the contract's fields $missing")
    contract.foreach { field =>
      val bits = descriptor(field.offset + field.width - 1, field.offset)
      elements(DescriptorBundle.camelCase(field)) := (if (field.signed) bits.asSInt else bits)
    }
  }
}

object DescriptorBundle {
  private def camelCase(field: Field): String = {
    val words = field.name.toLowerCase.split('_')
    (words.head +: words.tail.map(_.capitalize)).mkString
  }

  /** Cuts a 512-bit descriptor into the bundle's fields. */
  def decode[T <: DescriptorBundle](kind: T, descriptor: UInt): T = {
    require(descriptor.getWidth == Descriptor.BITS)
    val decoded = Wire(kind)
    decoded.assignFrom(descriptor)
    decoded
  }
}

class HeaderDescriptor extends DescriptorBundle(HeaderField.values.toSeq) {
  val opcode = unsigned(HeaderField.OPCODE)
  val waitLoad = unsigned(HeaderField.WAIT_LOAD)
  val waitWeights = unsigned(HeaderField.WAIT_WEIGHTS)
  val waitExecute = unsigned(HeaderField.WAIT_EXECUTE)
  val waitDrain = unsigned(HeaderField.WAIT_DRAIN)
  val waitStore = unsigned(HeaderField.WAIT_STORE)

  /** The wait for a progress counter. */
  def waitFor(progress: Progress): UInt = progress match {
    case Progress.LOAD    => waitLoad
    case Progress.WEIGHTS => waitWeights
    case Progress.EXECUTE => waitExecute
    case Progress.DRAIN   => waitDrain
    case Progress.STORE   => waitStore
  }
}

class LoadDescriptor extends DescriptorBundle(LoadField.values.toSeq) {
  val region = unsigned(LoadField.REGION)
  val address = unsigned(LoadField.ADDRESS)
  val memory = unsigned(LoadField.MEMORY)
  val localBase = unsigned(LoadField.LOCAL_BASE)
  val run = unsigned(LoadField.RUN)
  val inner = unsigned(LoadField.INNER)
  val outer = unsigned(LoadField.OUTER)
  val innerStep = unsigned(LoadField.INNER_STEP)
  val outerStep = unsigned(LoadField.OUTER_STEP)
  val localInnerStep = unsigned(LoadField.LOCAL_INNER_STEP)
  val localOuterStep = unsigned(LoadField.LOCAL_OUTER_STEP)
}

class ExecuteDescriptor extends DescriptorBundle(ExecuteField.values.toSeq) {
  val inputBase = unsigned(ExecuteField.INPUT_BASE)
  val columnStep = unsigned(ExecuteField.COLUMN_STEP)
  val rowStep = unsigned(ExecuteField.ROW_STEP)
  val blockStep = unsigned(ExecuteField.BLOCK_STEP)
  val kernelColumnStep = unsigned(ExecuteField.KERNEL_COLUMN_STEP)
  val kernelRowStep = unsigned(ExecuteField.KERNEL_ROW_STEP)
  val columns = unsigned(ExecuteField.COLUMNS)
  val rows = unsigned(ExecuteField.ROWS)
  val blocks = unsigned(ExecuteField.BLOCKS)
  val kernelColumns = unsigned(ExecuteField.KERNEL_COLUMNS)
  val kernelRows = unsigned(ExecuteField.KERNEL_ROWS)
  val strideX = unsigned(ExecuteField.STRIDE_X)
  val strideY = unsigned(ExecuteField.STRIDE_Y)
  val dilationX = unsigned(ExecuteField.DILATION_X)
  val dilationY = unsigned(ExecuteField.DILATION_Y)
  val originX = signed(ExecuteField.ORIGIN_X)
  val originY = signed(ExecuteField.ORIGIN_Y)
  val validColumns = unsigned(ExecuteField.VALID_COLUMNS)
  val validRows = unsigned(ExecuteField.VALID_ROWS)
  val weightBase = unsigned(ExecuteField.WEIGHT_BASE)
  val accumulatorBase = unsigned(ExecuteField.ACCUMULATOR_BASE)
  val accumulate = unsigned(ExecuteField.ACCUMULATE)
  val zeroPoint = signed(ExecuteField.ZERO_POINT)
}

class StoreDescriptor extends DescriptorBundle(StoreField.values.toSeq) {
  val accumulatorBase = unsigned(StoreField.ACCUMULATOR_BASE)
  val rowStep = unsigned(StoreField.ROW_STEP)
  val kernelRowStep = unsigned(StoreField.KERNEL_ROW_STEP)
  val columns = unsigned(StoreField.COLUMNS)
  val rows = unsigned(StoreField.ROWS)
  val kernelColumns = unsigned(StoreField.KERNEL_COLUMNS)
  val kernelRows = unsigned(StoreField.KERNEL_ROWS)
  val strideX = unsigned(StoreField.STRIDE_X)
  val strideY = unsigned(StoreField.STRIDE_Y)
  val originX = signed(StoreField.ORIGIN_X)
  val originY = signed(StoreField.ORIGIN_Y)
  val validColumns = unsigned(StoreField.VALID_COLUMNS)
  val validRows = unsigned(StoreField.VALID_ROWS)
  val parameterBase = unsigned(StoreField.PARAMETER_BASE)
  val zeroPoint = signed(StoreField.ZERO_POINT)
  val clampLow = signed(StoreField.CLAMP_LOW)
  val clampHigh = signed(StoreField.CLAMP_HIGH)
  val lookup = unsigned(StoreField.LOOKUP)
  val lookupTable = unsigned(StoreField.LOOKUP_TABLE)
  val toScratchpad = unsigned(StoreField.TO_SCRATCHPAD)
  val region = unsigned(StoreField.REGION)
  val address = unsigned(StoreField.ADDRESS)
  val rowPitch = unsigned(StoreField.ROW_PITCH)
  val residual = unsigned(StoreField.RESIDUAL)
  val residualBase = unsigned(StoreField.RESIDUAL_BASE)
  val multiplier = unsigned(StoreField.MULTIPLIER)
  val residualMultiplier = unsigned(StoreField.RESIDUAL_MULTIPLIER)
  val shift = unsigned(StoreField.SHIFT)
  val residualZeroPoint = signed(StoreField.RESIDUAL_ZERO_POINT)
  val sumZeroPoint = signed(StoreField.SUM_ZERO_POINT)
  val sumClampLow = signed(StoreField.SUM_CLAMP_LOW)
  val sumClampHigh = signed(StoreField.SUM_CLAMP_HIGH)
}

class SnapshotDescriptor extends DescriptorBundle(SnapshotField.values.toSeq) {
  val region = unsigned(SnapshotField.REGION)
  val address = unsigned(SnapshotField.ADDRESS)
}
