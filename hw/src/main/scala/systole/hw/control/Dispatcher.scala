package systole.hw.control

import chisel3._
import chisel3.util._
import systole.contract.{Configuration, Descriptor, Engine, ErrorCode, HeaderField, Opcode, Progress}

/** Hands descriptors in order to the queues of their engines, by [[systole.contract.Engine]]. It judges a descriptor in one cycle
  * and dispatches it in the next or when its queue has room; a refused one it keeps until the program is stopped.
  */
class Dispatcher(configuration: Configuration) extends Module {
  val io = IO(new Bundle {
    /** Forgets what was dispatched: a program starts. */
    val clear = Input(Bool())

    /** Dispatches nothing while high. */
    val stop = Input(Bool())
    val descriptor = Flipped(Decoupled(UInt(Descriptor.BITS.W)))
    val engines = Vec(Engine.values.length, Decoupled(UInt(Descriptor.BITS.W)))

    /** The descriptor at hand breaks a rule: an [[systole.contract.ErrorCode]]'s code. */
    val refused = Valid(UInt(8.W))

    /** A descriptor enters its queue in this cycle. */
    val dispatch = Output(Bool())

    /** Descriptors dispatched that count in each progress; modulo 2^24, so a program has fewer for each engine. */
    val dispatched = Output(new ProgressCounts)

    /** Registers may change in this cycle. */
    val awake = Output(Bool())
  })

  private val judged = RegInit(false.B)
  private val verdict = Reg(UInt(8.W))
  private val engine = Reg(UInt(log2Ceil(Engine.values.length).W))

  private val check = Module(new DescriptorCheck(configuration))
  check.io.descriptor := io.descriptor.bits
  check.io.dispatched := io.dispatched
  private val opcode = DescriptorBundle.decode(new HeaderDescriptor, io.descriptor.bits).opcode
  private val judge = io.descriptor.valid && !judged
  when(judge) {
    verdict := check.io.error
    engine := MuxLookup(opcode, 0.U)(Opcode.values.toSeq.map(o => o.code.U -> o.engine.ordinal.U))
  }
  when(io.stop || io.dispatch) { judged := false.B }.elsewhen(judge) { judged := true.B }

  private val accepted = verdict === ErrorCode.NONE.code.U
  private val queues = Module(new DescriptorQueues(configuration.queueDepth))
  queues.io.engine := engine
  queues.io.descriptor := io.descriptor.bits
  queues.io.enqueue := io.dispatch
  io.engines <> queues.io.heads
  io.dispatch := judged && accepted && !io.stop && queues.io.ready
  io.descriptor.ready := io.dispatch
  io.refused.valid := judged && !accepted
  io.refused.bits := verdict

  io.awake := io.clear || judge || (io.stop && judged) || queues.io.awake

  private val counts = RegInit(VecInit.fill(Engine.values.length)(0.U(HeaderField.WAIT_LOAD.width.W)))
  when(io.clear) { counts.foreach(_ := 0.U) }.elsewhen(io.dispatch) { counts(engine) := counts(engine) + 1.U }
  Progress.values.foreach(p => io.dispatched.counts(p.ordinal) := counts(p.engine.ordinal))
}
