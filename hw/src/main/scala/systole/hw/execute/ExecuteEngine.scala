package systole.hw.execute

import chisel3._
import chisel3.util._
import systole.contract.{Configuration, Progress}
import systole.hw.array.SystolicArray
import systole.hw.common.{DelayLine, LoopNest, Track}
import systole.hw.control.{DescriptorBundle, EnginePort, ExecuteDescriptor, HeaderDescriptor}
import systole.hw.memory.Accumulation
import systole.hw.pe.{Multipliers, WordMultipliers}

/** What the execute engine did in a cycle; at most one is set. */
class ExecuteActivity extends Bundle {
  val busy = Bool()
  val stalledOnLoad = Bool()
  val stalledOnWeights = Bool()
  val stalledOnStore = Bool()
}

/** Works through EXECUTE descriptors: makes the scratchpad addresses of a tile's windows, pass after pass, streams the windows and the weights
  * into the array and tells the accumulator where the sums go. The semantics stand at [[systole.contract.ExecuteField]].
  *
  * A pass sends one vector a cycle and one weight-column pair a cycle, both from its first cycle on; the next pass follows without a gap. A pass of
  * fewer pixels than weight pairs waits for the pairs. Between descriptors lie two cycles.
  *
  * Pipeline, by cycle after a vector's slot: 0 address to scratchpad and weight memory; 1 window and weights arrive, padding is put in; 2 the
  * vector enters the array; 2 + latency its sums leave.
  */
class ExecuteEngine(configuration: Configuration, multipliers: Multipliers = WordMultipliers) extends Module {
  private val size = configuration.array.size
  private val pairs = configuration.array.peColumns
  private val minimumPass = configuration.array.minimumPass

  val io = IO(new Bundle {
    val engine = new EnginePort
    val scratchpadRead = Valid(UInt(24.W))
    val window = Input(UInt((8 * size).W))
    val weightRead = Valid(UInt(19.W))
    val weightPair = Input(UInt((16 * size).W))
    val accumulate = Valid(new Accumulation)
    val sums = Output(UInt((32 * size).W))

    /** All sums of a descriptor are in the accumulators. */
    val completed = Output(Bool())
    val idle = Output(Bool())
    val activity = Output(new ExecuteActivity)

    /** Anything may change in this cycle. */
    val awake = Output(Bool())
  })

  private object State extends ChiselEnum { val waiting, starting, streaming = Value }
  private val state = RegInit(State.waiting)
  private val descriptor = Reg(new ExecuteDescriptor)

  private val header = DescriptorBundle.decode(new HeaderDescriptor, io.engine.descriptor.bits)
  private val take = state === State.waiting && io.engine.descriptor.valid && io.engine.progress.satisfy(header)
  io.engine.descriptor.ready := take
  when(take) {
    descriptor := DescriptorBundle.decode(new ExecuteDescriptor, io.engine.descriptor.bits)
    state := State.starting
  }

  // Levels, the innermost first: column, row, input block, kernel column, kernel row.
  private val counts = Seq(descriptor.columns, descriptor.rows, descriptor.blocks, descriptor.kernelColumns, descriptor.kernelRows)
  private val walker = Module(new LoopNest(counts.map(_.getWidth), Seq(Track("address", 24), Track("y", 16), Track("x", 16))))
  walker.io.bounds.counts.zip(counts).foreach { case (port, count) => port := count }
  private val steps = Seq(
    Seq(descriptor.columnStep, descriptor.rowStep, descriptor.blockStep, descriptor.kernelColumnStep, descriptor.kernelRowStep),
    Seq(0.U, descriptor.strideY, 0.U, 0.U, descriptor.dilationY),
    Seq(descriptor.strideX, 0.U, 0.U, descriptor.dilationX, 0.U)
  )
  for ((ports, values) <- walker.io.bounds.steps.zip(steps); (port, value) <- ports.zip(values)) port := value
  private val starts = Seq(descriptor.inputBase, descriptor.originY.asUInt, descriptor.originX.asUInt)
  walker.io.start.bits.zip(starts).foreach { case (port, value) => port := value }
  walker.io.start.valid := state === State.starting

  private val Seq(address, y, x) = walker.io.values.toSeq
  private val lastPixel = walker.io.last(1)
  private val lastPass = walker.io.last.last

  private val slot = Reg(UInt(log2Ceil(minimumPass + 1).W)) // of the pass; stops at minimumPass
  private val pixelsSent = Reg(Bool())
  private val firstPass = Reg(Bool())
  private val weightAddress = Reg(UInt(19.W))
  private val accumulatorRow = Reg(UInt(16.W))

  private val streaming = state === State.streaming
  private val sending = streaming && !pixelsSent
  private val passEnds = streaming && (pixelsSent || lastPixel) && slot >= (minimumPass - 1).U
  walker.io.step := Mux(lastPixel, passEnds, sending)
  walker.io.cut := false.B

  when(state === State.starting) {
    state := State.streaming
    slot := 0.U
    pixelsSent := false.B
    firstPass := true.B
    weightAddress := descriptor.weightBase >> 1
    accumulatorRow := descriptor.accumulatorBase
  }
  when(streaming) {
    when(slot =/= minimumPass.U) { slot := slot + 1.U }
    when(io.weightRead.valid) { weightAddress := weightAddress + 1.U }
    when(sending) { accumulatorRow := accumulatorRow + 1.U }
    when(sending && lastPixel) { pixelsSent := true.B }
    when(passEnds) {
      slot := 0.U
      pixelsSent := false.B
      firstPass := false.B
      accumulatorRow := descriptor.accumulatorBase
      when(lastPass) { state := State.waiting }
    }
  }

  private val inside = y < descriptor.validRows && x < descriptor.validColumns // negative coordinates are large ones
  io.scratchpadRead.valid := sending && inside
  io.scratchpadRead.bits := address
  io.weightRead.valid := streaming && slot < pairs.U
  io.weightRead.bits := weightAddress

  // Beside the array: where the sums go, announced to the accumulator one cycle before they leave.
  private val array = Module(new SystolicArray(configuration.array, multipliers))
  private val control = Module(new DelayLine(new Bundle { val to = new Accumulation; val last = Bool() },
    1 + SystolicArray.latency(configuration.array)))
  control.io.in.valid := sending
  control.io.in.bits.to.row := accumulatorRow
  control.io.in.bits.to.overwrite := firstPass && !descriptor.accumulate.asBool
  control.io.in.bits.last := lastPixel && lastPass
  io.accumulate.valid := control.io.out.valid
  io.accumulate.bits := control.io.out.bits.to

  private val windowArrives = RegNext(sending, false.B)
  private val padding = RegEnable(!inside, sending)
  private val zeroPoint = RegEnable(descriptor.zeroPoint, sending)
  private val vector = RegEnable(Mux(padding, Fill(size, zeroPoint.asUInt), io.window), windowArrives)
  private val emptying = RegNext(control.io.occupied, false.B) // the last sums leave a cycle after their announcement
  array.io.enable := streaming || windowArrives || control.io.occupied || emptying
  array.io.activations := vector
  array.io.tileStart := RegNext(streaming && slot === 0.U, false.B)
  array.io.weights := io.weightPair
  io.sums := array.io.sums

  io.completed := RegNext(control.io.out.valid && control.io.out.bits.last, false.B)
  io.awake := take || state =/= State.waiting || array.io.enable || io.completed
  io.idle := state === State.waiting && !control.io.occupied && !io.completed

  private val held = state === State.waiting && io.engine.descriptor.valid && !take
  private def awaits(progress: Progress): Bool = io.engine.progress(progress) < header.waitFor(progress)
  io.activity.busy := sending
  io.activity.stalledOnLoad := held && awaits(Progress.LOAD)
  io.activity.stalledOnWeights := (held && !awaits(Progress.LOAD) && awaits(Progress.WEIGHTS)) || (streaming && !sending)
  io.activity.stalledOnStore := held && !awaits(Progress.LOAD) && !awaits(Progress.WEIGHTS)
}
