package systole.hw.store

import chisel3._
import chisel3.util._
import systole.contract.Configuration
import systole.hw.dma.LocalWrite

/** From accumulator rows to output vectors without ever stopping: adds biases, requantises, looks up, and takes the maximum of
  * each window.
  *
  * `prepare` begins to fetch a tile's parameters; from the cycle after `prepared` on its taps may come. The fetch may begin in
  * the cycle after the previous tile's last tap: it overwrites each register only after that tap has used it.
  */
class DrainPipeline(configuration: Configuration) extends Module {
  private val size = configuration.array.size

  // Cycles from a tap to the last use of its bias, scales and activation; the next tile's fetch begins 1 cycle after the tap.
  private val biasUse = 1
  private val scaleUse = biasUse + 1 + Requantiser.scaleUse
  private val activationUse = biasUse + 1 + Requantiser.latency
  require(1 + ParameterMemory.firstBias > biasUse && 1 + ParameterMemory.firstScale > scaleUse)
  require(1 + ParameterMemory.latency > activationUse)

  val io = IO(new Bundle {
    val parameterWrite = Flipped(Valid(new LocalWrite(configuration)))

    /** The first row of the tile's parameter block. */
    val prepare = Flipped(Valid(UInt(16.W)))
    val prepared = Output(Bool())

    /** Of the prepared tile, sampled with `prepared`. */
    val activation = Input(new Activation)

    /** A step of the walk, in the cycle in which its row is requested. */
    val tap = Flipped(Valid(new Tap))

    /** The sums that the previous cycle requested. */
    val sums = Input(UInt((32 * size).W))
    val vector = Valid(UInt((8 * size).W))

    /** A tile's last tap leaves: nothing of the tile is needed any more. */
    val drained = Output(Bool())

    /** A tile has begun that has not drained. */
    val busy = Output(Bool())
  })

  private val parameters = Module(new ParameterMemory(configuration))
  parameters.io.write := io.parameterWrite
  parameters.io.read := io.prepare
  io.prepared := parameters.io.done
  private val activation = RegEnable(io.activation, parameters.io.done)

  private val arriving = Pipe(io.tap)
  private val biased = Pipe(arriving)
  private val requantised = Pipe(biased, Requantiser.latency)
  private val lookedUp = Pipe(requantised, LookupTables.latency)
  private def needsWork(tap: Valid[Tap]): Bool = tap.valid && tap.bits.exists

  private val sums = Seq.tabulate(size)(lane => io.sums(32 * lane + 31, 32 * lane))
  private val biasedSums = sums.zip(parameters.io.biases).map { case (sum, bias) => RegEnable(sum + bias, needsWork(arriving)) }

  private val requantiser = Module(new Requantiser(size))
  requantiser.io.values.valid := needsWork(biased)
  requantiser.io.values.bits := biasedSums
  requantiser.io.scales := parameters.io.scales
  requantiser.io.quantisation := activation.quantisation

  private val tables = Module(new LookupTables(configuration))
  tables.io.write := io.parameterWrite
  tables.io.choice := activation.lookup
  tables.io.values := requantiser.io.results

  private val maximum = Module(new WindowMaximum(size))
  maximum.io.tap := lookedUp
  maximum.io.values := tables.io.results
  io.vector.valid := maximum.io.maximum.valid
  io.vector.bits := maximum.io.maximum.bits.asUInt

  private val inFlight = RegInit(false.B)
  io.drained := lookedUp.valid && lookedUp.bits.lastOfTile
  when(io.drained) { inFlight := false.B }.elsewhen(io.tap.valid) { inFlight := true.B }
  io.busy := inFlight
}
