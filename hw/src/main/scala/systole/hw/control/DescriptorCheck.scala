package systole.hw.control

import chisel3._
import chisel3.util._
import chisel3.util.experimental.InlineInstance
import systole.contract.{Configuration, Descriptor, ErrorCode, LocalMemory, Opcode, Progress, Region}

/** Judges a descriptor by what the contract demands of it; the first rule that it breaks gives the error. Combinational,
  * and inlined, so that a simulation evaluates the rules in the one cycle in which the verdict is wanted.
  */
class DescriptorCheck(configuration: Configuration) extends Module with InlineInstance {
  val io = IO(new Bundle {
    val descriptor = Input(UInt(Descriptor.BITS.W))

    /** Descriptors dispatched before this one that count in each progress: no wait can be for more. */
    val dispatched = Input(new ProgressCounts)

    /** An [[systole.contract.ErrorCode]]'s code. */
    val error = Output(UInt(8.W))
  })

  private val vectorBytes = configuration.array.size
  private val header = DescriptorBundle.decode(new HeaderDescriptor, io.descriptor)
  private val load = DescriptorBundle.decode(new LoadDescriptor, io.descriptor)
  private val execute = DescriptorBundle.decode(new ExecuteDescriptor, io.descriptor)
  private val store = DescriptorBundle.decode(new StoreDescriptor, io.descriptor)
  private val snapshot = DescriptorBundle.decode(new SnapshotDescriptor, io.descriptor)

  private def is(opcodes: Opcode*): Bool = opcodes.map(header.opcode === _.code.U).reduce(_ || _)
  private def anyZero(counts: UInt*): Bool = counts.map(_ === 0.U).reduce(_ || _)
  private def anyNotOne(counts: UInt*): Bool = counts.map(_ =/= 1.U).reduce(_ || _)
  private def unknown(region: UInt): Bool = region >= Region.values.length.U
  private def misaligned(unit: Int, addresses: UInt*): Bool = addresses.map(_(log2Ceil(unit) - 1, 0).orR).reduce(_ || _)

  private val anyLoad = is(Opcode.LOAD, Opcode.LOAD_WEIGHTS)
  private def fills(opcode: Opcode): Bool =
    LocalMemory.values.filter(_.engine == opcode.engine).map(load.memory === _.code.U).reduce(_ || _)
  private val toMemory = !store.toScratchpad.asBool

  private val rules = Seq(
    ErrorCode.BAD_OPCODE -> !is(Opcode.values.toSeq: _*),
    ErrorCode.BAD_WAIT -> Progress.values.map(p => header.waitFor(p) > io.dispatched(p)).reduce(_ || _),
    ErrorCode.BAD_COUNT -> (anyLoad && anyZero(load.run, load.inner, load.outer)),
    ErrorCode.BAD_COUNT -> (is(Opcode.EXECUTE) &&
      anyZero(execute.columns, execute.rows, execute.blocks, execute.kernelColumns, execute.kernelRows)),
    ErrorCode.BAD_COUNT -> (is(Opcode.STORE) && anyZero(store.columns, store.rows, store.kernelColumns, store.kernelRows)),
    ErrorCode.BAD_REGION -> (anyLoad && unknown(load.region)),
    ErrorCode.BAD_REGION -> (anyLoad && !Mux(is(Opcode.LOAD), fills(Opcode.LOAD), fills(Opcode.LOAD_WEIGHTS))),
    ErrorCode.BAD_REGION -> (is(Opcode.STORE) && toMemory && unknown(store.region)),
    ErrorCode.BAD_REGION ->
      (is(Opcode.STORE) && store.lookup.asBool && store.lookupTable >= configuration.memory.lookupTables.U),
    ErrorCode.BAD_REGION -> (is(Opcode.SNAPSHOT) && unknown(snapshot.region)),
    ErrorCode.BAD_WINDOW -> (is(Opcode.STORE) && store.residual.asBool &&
      anyNotOne(store.kernelColumns, store.kernelRows, store.strideX, store.strideY)),
    ErrorCode.MISALIGNED -> (anyLoad && misaligned(vectorBytes, load.address, load.innerStep, load.outerStep)),
    ErrorCode.MISALIGNED -> (is(Opcode.EXECUTE) && misaligned(vectorBytes, execute.weightBase)),
    ErrorCode.MISALIGNED -> (is(Opcode.STORE) && misaligned(vectorBytes, store.address, store.rowPitch)),
    ErrorCode.MISALIGNED -> (is(Opcode.SNAPSHOT) && misaligned(Descriptor.BYTES, snapshot.address)),
    ErrorCode.NONE -> true.B
  )
  io.error := PriorityMux(rules.map { case (error, applies) => applies -> error.code.U })
}
