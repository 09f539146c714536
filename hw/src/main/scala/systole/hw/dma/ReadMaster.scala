package systole.hw.dma

import chisel3._
import chisel3.util._
import systole.contract.Configuration

/** Shares the AXI read channels among clients, burst by burst in turn. One ID, so data comes back in the order of the bursts: a
  * queue of client numbers, one a burst in flight, routes the beats.
  *
  * Registers stand at the channels: memory's signals reach no other logic.
  */
class ReadMaster(configuration: Configuration, clientCount: Int) extends Module {
  private val bus = configuration.bus

  val io = IO(new Bundle {
    val clients = Vec(clientCount, Flipped(new ReadClient(bus)))
    val axi = new Axi4Reader(bus)

    /** A client takes a beat in this cycle. */
    val beatTaken = Output(Bool())

    /** It had come with an error response. */
    val failed = Output(Bool())

    /** Anything may change in this cycle. */
    val awake = Output(Bool())
  })

  private val arbiter = Module(new RRArbiter(new Burst, clientCount))
  private val addresses = Module(new Queue(new Burst, 2)) // AXI: what is offered may not change
  private val owners = Module(new Queue(UInt(log2Up(clientCount).W), bus.outstanding))
  arbiter.io.in.zip(io.clients).foreach { case (in, client) => in <> client.burst }
  arbiter.io.out.ready := addresses.io.enq.ready && owners.io.enq.ready
  addresses.io.enq.valid := arbiter.io.out.valid && owners.io.enq.ready
  addresses.io.enq.bits := arbiter.io.out.bits
  owners.io.enq.valid := arbiter.io.out.valid && addresses.io.enq.ready
  owners.io.enq.bits := arbiter.io.chosen

  io.axi.arvalid := addresses.io.deq.valid
  io.axi.araddr := addresses.io.deq.bits.address
  io.axi.arlen := addresses.io.deq.bits.axiLength
  io.axi.arsize := Axi4.size(bus)
  io.axi.arburst := Axi4.INCR
  addresses.io.deq.ready := io.axi.arready

  private class Arrival extends Bundle {
    val client = UInt(log2Up(clientCount).W)
    val beat = new ReadBeat(bus)
    val failed = Bool()
  }
  private val owner = owners.io.deq
  private val arrivals = Module(new Queue(new Arrival, 1, pipe = true))
  private val arrival = arrivals.io.deq

  // A beat without an owner is what memory still owed before a reset: it is dropped, or it would block those behind it.
  io.axi.rready := !owner.valid || arrivals.io.enq.ready
  arrivals.io.enq.valid := io.axi.rvalid && owner.valid
  arrivals.io.enq.bits.client := owner.bits
  arrivals.io.enq.bits.beat.data := io.axi.rdata
  arrivals.io.enq.bits.beat.last := io.axi.rlast
  arrivals.io.enq.bits.failed := io.axi.rresp =/= Axi4.OKAY

  owner.ready := arrivals.io.enq.fire && io.axi.rlast

  for ((client, number) <- io.clients.zipWithIndex) {
    client.beat.valid := arrival.valid && arrival.bits.client === number.U
    client.beat.bits := arrival.bits.beat
  }
  arrival.ready := io.clients.map(client => client.beat.valid && client.beat.ready).reduce(_ || _)
  io.beatTaken := arrival.fire
  io.failed := arrival.fire && arrival.bits.failed
  io.awake := io.clients.map(_.burst.valid).reduce(_ || _) || addresses.io.deq.valid || owner.valid || arrival.valid
}
