package systole.hw.control

import chisel3._
import chisel3.util._
import systole.contract.{BusConfiguration, Configuration, Descriptor}
import systole.hw.dma.ReadClient

/** Reads a program's descriptors and hands them on in order. It asks for up to 1 KiB ahead, and only for what its buffer has room
  * for, so it takes every beat at once and never blocks the read master.
  */
class DescriptorFetch(configuration: Configuration) extends Module {
  private val bus = configuration.bus
  private val beatsPerDescriptor = Descriptor.BYTES / bus.bytes

  val io = IO(new Bundle {
    /** Begins a program. Only while not busy. */
    val start = Input(Bool())

    /** Address of the first descriptor, a multiple of 64. */
    val program = Input(UInt(64.W))
    val descriptors = Input(UInt(32.W))

    /** Drops what was fetched and asks for nothing more; beats in flight are still taken. Held until the next start. */
    val abort = Input(Bool())

    /** Whether beats are in flight. */
    val busy = Output(Bool())
    val memory = new ReadClient(bus)
    val descriptor = Decoupled(UInt(Descriptor.BITS.W))

    /** Registers may change in this cycle. */
    val awake = Output(Bool())
  })

  // A burst ends where its address is a multiple of its size, a power of two that divides 4 KiB: none crosses such a boundary.
  private val burstBeats = DescriptorFetch.burstBytes(bus) / bus.bytes
  private val bufferBeats = DescriptorFetch.BufferBytes / bus.bytes
  private val buffer = Mem(bufferBeats, UInt((8 * bus.bytes).W))

  // Positions in the stream of beats, modulo twice the buffer: read <= arrived <= requested <= read + bufferBeats.
  private val requested, arrived, read = RegInit(0.U((log2Ceil(bufferBeats) + 1).W))
  private def slot(position: UInt): UInt = position(log2Ceil(bufferBeats) - 1, 0)

  private val remaining = RegInit(0.U((32 + log2Ceil(beatsPerDescriptor)).W)) // beats to ask for
  private val address = Reg(UInt(64.W))
  private val alignedBeats = burstBeats.U - address(log2Ceil(burstBeats * bus.bytes) - 1, log2Ceil(bus.bytes))
  private val beats = Mux(remaining < alignedBeats, remaining, alignedBeats)(log2Ceil(burstBeats), 0)
  private val hasRoom = requested - read <= (bufferBeats - burstBeats).U
  io.memory.burst.valid := remaining =/= 0.U && hasRoom && !io.abort
  io.memory.burst.bits.address := address
  io.memory.burst.bits.beats := beats

  when(io.start) {
    address := io.program
    remaining := io.descriptors << log2Ceil(beatsPerDescriptor)
    requested := 0.U
  }.elsewhen(io.abort) {
    remaining := 0.U
  }.elsewhen(io.memory.burst.fire) {
    address := address + (beats << log2Ceil(bus.bytes))
    remaining := remaining - beats
    requested := requested + beats
  }

  io.busy := requested =/= arrived
  io.memory.beat.ready := true.B
  when(io.start) {
    arrived := 0.U
  }.elsewhen(io.memory.beat.valid) {
    buffer(slot(arrived)) := io.memory.beat.bits.data
    arrived := arrived + 1.U
  }

  // Beats shift in from above: in a simulation the 512 bits move only when a beat does.
  private val assembled = Reg(UInt(Descriptor.BITS.W))
  private val complete = RegInit(false.B)
  private val empty = read === arrived
  private val data = Mux(empty, io.memory.beat.bits.data, buffer(slot(read))) // a beat passes an empty buffer
  private val assembles = (!empty || io.memory.beat.valid) && !complete
  io.descriptor.bits := assembled
  io.descriptor.valid := complete
  when(io.descriptor.ready) { complete := false.B }
  when(io.start || io.abort) {
    read := Mux(io.start, 0.U, arrived)
    complete := false.B
  }.elsewhen(assembles) {
    assembled := (data ## assembled) >> data.getWidth
    read := read + 1.U
    complete := (read & (beatsPerDescriptor - 1).U) === (beatsPerDescriptor - 1).U
  }
  private val drops = io.abort && (remaining =/= 0.U || !empty || complete)
  io.awake := io.start || drops || io.memory.burst.fire || io.memory.beat.valid || assembles || io.descriptor.fire
}

object DescriptorFetch {
  private val BufferBytes = 1024

  /** A quarter of the buffer: memory's latency is hidden while the descriptors of earlier bursts are dispatched. */
  private def burstBytes(bus: BusConfiguration): Int = (BufferBytes / 4) min (bus.bytes * bus.burstBeats)
}
