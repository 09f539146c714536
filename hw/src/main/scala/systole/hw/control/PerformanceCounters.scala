package systole.hw.control

import chisel3._
import chisel3.util._
import systole.contract.{BusConfiguration, Counter}

/** What happens in a cycle, as [[systole.contract.Counter]] describes it. */
class CounterEvents(bus: BusConfiguration) extends Bundle {
  private def bytes: UInt = UInt(log2Ceil(bus.bytes + 1).W)

  val arrayBusy = Bool()
  val stallLoad = Bool()
  val stallWeights = Bool()
  val stallStore = Bool()
  val drainBusy = Bool()

  /** Bytes of the beat that a requester took in this cycle, or 0. */
  val bytesRead = bytes

  /** Bytes of the beat that memory was sent in this cycle, or 0. */
  val bytesWritten = bytes
}

/** The counters: cleared at start, frozen at done. */
class PerformanceCounters(bus: BusConfiguration) extends Module {
  val io = IO(new Bundle {
    val clear = Input(Bool())
    val running = Input(Bool())
    val events = Input(new CounterEvents(bus))
    val counters = Output(new CounterValues)
  })

  private def amount(counter: Counter): UInt = counter match {
    case Counter.CYCLES        => 1.U
    case Counter.ARRAY_BUSY    => io.events.arrayBusy
    case Counter.STALL_LOAD    => io.events.stallLoad
    case Counter.STALL_WEIGHTS => io.events.stallWeights
    case Counter.STALL_STORE   => io.events.stallStore
    case Counter.BYTES_READ    => io.events.bytesRead
    case Counter.BYTES_WRITTEN => io.events.bytesWritten
    case Counter.DRAIN_BUSY    => io.events.drainBusy
  }

  Counter.values.foreach { counter =>
    val value = RegInit(0.U(64.W)).suggestName(counter.name.toLowerCase)
    when(io.clear) { value := 0.U }.elsewhen(io.running) { value := value + amount(counter) }
    io.counters.values(counter.ordinal) := value
  }
}
