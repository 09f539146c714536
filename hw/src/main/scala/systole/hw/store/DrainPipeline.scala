package systole.hw.store

import chisel3._
import chisel3.util._
import systole.contract.{Configuration, StoreField}
import systole.hw.dma.LocalWrite

/** From accumulator rows to output vectors without ever stopping: adds biases, requantises, adds residuals where there are any, looks up,
  * and takes the maximum of each window.
  *
  * `prepare` begins to fetch a tile's parameters; from the cycle after `prepared` on its taps may come. The fetch may begin in
  * the cycle after the previous tile's last tap: it overwrites each register only after that tap has used it.
  */
class DrainPipeline(configuration: Configuration) extends Module {
  private val size = configuration.array.size

  // Cycles from a tap to the last use of its bias, scales and activation; the next tile's fetch begins 1 cycle after the tap.
  private val biasUse = 1
  private val scaleUse = biasUse + 1 + Requantiser.scaleUse
  private val activationUse = biasUse + 1 + Requantiser.latency + ResidualAdder.latency
  require(1 + ParameterMemory.firstBias > biasUse && 1 + ParameterMemory.firstScale > scaleUse)
  require(1 + ParameterMemory.latency >= activationUse)

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
    val residual = new ResidualReadPort(configuration)
    val vector = Valid(UInt((8 * size).W))

    /** A tile's last tap leaves: nothing of the tile is needed any more. */
    val drained = Output(Bool())

    /** The last tap of a tile has entered and not left. */
    val busy = Output(Bool())
  })

  private val parameters = Module(new ParameterMemory(configuration))
  parameters.io.write := io.parameterWrite
  parameters.io.read := io.prepare
  io.prepared := parameters.io.done
  private val activation = RegEnable(io.activation, parameters.io.done)

  private val arriving = Pipe(io.tap)
  private val biased = Pipe(arriving)
  private val reading = Pipe(biased, Requantiser.latency - 1) // a residual's row is asked for
  private val requantised = Pipe(reading)
  private val adding = activation.residual.enabled
  private val added = Pipe(requantised.valid && adding, requantised.bits, ResidualAdder.latency)
  private val lookedUp = Pipe(Mux(adding, added, requantised), LookupTables.latency)
  private def needsWork(tap: Valid[Tap]): Bool = tap.valid && tap.bits.exists

  private val sums = Seq.tabulate(size)(lane => io.sums(32 * lane + 31, 32 * lane))
  private val biasedSums = sums.zip(parameters.io.biases).map { case (sum, bias) => RegEnable(sum + bias, needsWork(arriving)) }

  private val requantiser = Module(new Requantiser(size))
  requantiser.io.values.valid := needsWork(biased)
  requantiser.io.values.bits := biasedSums
  requantiser.io.scales := parameters.io.scales
  requantiser.io.quantisation := activation.quantisation

  // Tiles that add nothing take the short way. None overtakes another, since more idle cycles lie between them than an addition takes.
  private val residualRow = Reg(UInt(StoreField.RESIDUAL_BASE.width.W))
  io.residual.request.valid := reading.valid && adding
  io.residual.request.bits := residualRow
  when(parameters.io.done) {
    residualRow := io.activation.residual.base
  }.elsewhen(io.residual.request.valid) { residualRow := residualRow + 1.U }

  private val adder = Module(new ResidualAdder(size))
  adder.io.values.valid := requantiser.io.results.valid && adding
  adder.io.values.bits := requantiser.io.results.bits
  adder.io.residuals := io.residual.row.asTypeOf(adder.io.residuals)
  adder.io.zeroPoint := activation.quantisation.zeroPoint
  adder.io.addition := activation.residual

  private val tables = Module(new LookupTables(configuration))
  tables.io.write := io.parameterWrite
  tables.io.choice := activation.lookup
  tables.io.values := Mux(adding, adder.io.results, requantiser.io.results)

  private val maximum = Module(new WindowMaximum(size))
  maximum.io.tap := lookedUp
  maximum.io.values := tables.io.results
  io.vector.valid := maximum.io.maximum.valid
  io.vector.bits := maximum.io.maximum.bits.asUInt

  // A residual takes a tile's last tap so long to leave that the next tile's may be under way.
  private val lastTaps = RegInit(0.U(2.W))
  private val lastEnters = io.tap.valid && io.tap.bits.lastOfTile
  io.drained := lookedUp.valid && lookedUp.bits.lastOfTile
  when(lastEnters =/= io.drained) { lastTaps := Mux(lastEnters, lastTaps + 1.U, lastTaps - 1.U) }
  io.busy := lastTaps =/= 0.U
}
