package systole.hw.control

import chisel3._
import chisel3.util._
import systole.contract.{Configuration, Counter, Register, Region}
import systole.hw.dma.AxiLiteSlave

/** What the host asks for, held from one start to the next. Addresses are multiples of 64. */
class ProgramArguments extends Bundle {
  val program = UInt(64.W)

  /** Descriptors in the program. */
  val descriptors = UInt(32.W)
  val regions = new RegionBases

  /** Quiet cycles until the watchdog ends the program; 0 never. */
  val watchdog = UInt(32.W)
}

/** How a program ended. */
class ProgramResult extends Bundle {
  /** A [[systole.contract.ErrorCode]]'s code. */
  val error = UInt(8.W)

  /** Descriptors dispatched, and so the index of the one that was refused or would have been next. */
  val errorIndex = UInt(32.W)
}

/** The registers of [[systole.contract.Register]] behind AXI4-Lite. Arguments may be written at any time and take effect at the
  * next start. Offsets without a register read 0. A counter's high word is that of the moment when its low word was read last.
  */
class ControlRegisters(configuration: Configuration) extends Module {
  val io = IO(new Bundle {
    val axi = new AxiLiteSlave
    val interrupt = Output(Bool())

    /** High for one cycle; the arguments follow in the next. */
    val start = Output(Bool())
    val arguments = Output(new ProgramArguments)

    /** High for one cycle, in the program's last. */
    val done = Input(Bool())
    val result = Input(new ProgramResult)
    val counters = Input(new CounterValues)

    /** Registers may change in this cycle. */
    val awake = Output(Bool())
  })

  private val adapter = Module(new AxiLiteAdapter)
  adapter.io.axi <> io.axi
  io.awake := adapter.io.awake || io.done
  private val write = adapter.io.write
  private def writes(register: Register): Bool = write.valid && write.bits.word === wordOf(register.offset)
  private def reads(offset: Int): Bool = adapter.io.read.bits === wordOf(offset)
  private def wordOf(offset: Int): UInt = (offset / 4).U

  // As in the kernels that Vitis generates, start reads 1 until the kernel is ready for another, which here is when it is done.
  private val running, done = RegInit(false.B)
  private val control = Seq(Register.START -> running, Register.DONE -> done, Register.IDLE -> !running, Register.READY -> done)
  io.start := writes(Register.CONTROL) && (write.bits.merge(0.U) & Register.START.U).orR && !running
  when(adapter.io.read.valid && reads(Register.CONTROL.offset)) { done := false.B }
  when(io.done) {
    running := false.B
    done := true.B
  }
  when(io.start) { running := true.B }

  private val globalEnable = RegInit(0.U(1.W))
  private val enabled, pending = RegInit(0.U(2.W)) // bit 0 done, bit 1 ready: both happen at once
  io.interrupt := globalEnable.asBool && pending.orR
  when(writes(Register.GLOBAL_INTERRUPT_ENABLE)) { globalEnable := write.bits.merge(globalEnable)(0) }
  when(writes(Register.INTERRUPT_ENABLE)) { enabled := write.bits.merge(enabled)(1, 0) }
  private val toggled = Mux(writes(Register.INTERRUPT_STATUS), write.bits.merge(0.U)(1, 0), 0.U)
  pending := (pending ^ toggled) | Mux(io.done, enabled, 0.U)

  private val argumentRegisters =
    Register.values.toSeq.filter(r => r.access == Register.Access.READ_WRITE && r.offset >= Register.PROGRAM_LOW.offset)
  private val arguments = argumentRegisters.map(r => r.offset -> RegInit(0.U(32.W)).suggestName(r.name.toLowerCase)).toMap
  argumentRegisters.foreach { r =>
    val argument = arguments(r.offset)
    when(writes(r)) { argument := write.bits.merge(argument) }
  }

  /** The address in a register pair; what would make it no multiple of 64 is dropped, so no burst can be misaligned. */
  private def address(low: Register): UInt = Cat(arguments(low.offset + 4), arguments(low.offset)(31, 6), 0.U(6.W))

  private val current = Wire(new ProgramArguments)
  current.program := address(Register.PROGRAM_LOW)
  current.descriptors := arguments(Register.DESCRIPTORS.offset)
  current.watchdog := arguments(Register.WATCHDOG.offset)
  Region.values.foreach(region => current.regions.bases(region.code) := address(Register.baseOf(region)))
  io.arguments := RegEnable(current, io.start)

  // Reading any counter's low word keeps its high word for the read that follows: one register serves all.
  private val lowWords = Counter.values.toSeq.map(counter => reads(Register.offsetOf(counter)))
  private val highs = Counter.values.toSeq.map(counter => io.counters.values(counter.ordinal)(63, 32))
  private val counterHigh = RegEnable(Mux1H(lowWords, highs), adapter.io.read.valid && lowWords.reduce(_ || _))
  private val counters = Counter.values.toSeq.flatMap { counter =>
    val offset = Register.offsetOf(counter)
    Seq(offset -> io.counters.values(counter.ordinal)(31, 0), offset + 4 -> counterHigh)
  }

  private val hash = BigInt(java.lang.Long.toUnsignedString(configuration.hash)).U(64.W)
  private val readable = Seq(
    Register.CONTROL.offset -> control.map { case (mask, bit) => Mux(bit, mask.U, 0.U) }.reduce(_ | _),
    Register.GLOBAL_INTERRUPT_ENABLE.offset -> globalEnable,
    Register.INTERRUPT_ENABLE.offset -> enabled,
    Register.INTERRUPT_STATUS.offset -> pending,
    Register.HASH_LOW.offset -> hash(31, 0),
    Register.HASH_HIGH.offset -> hash(63, 32),
    Register.ERROR.offset -> io.result.error,
    Register.ERROR_INDEX.offset -> io.result.errorIndex
  ) ++ arguments ++ counters
  adapter.io.readData := MuxLookup(adapter.io.read.bits, 0.U)(readable.map { case (offset, value) => wordOf(offset) -> value })
}
