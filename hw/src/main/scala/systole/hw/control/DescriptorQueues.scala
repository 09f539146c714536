package systole.hw.control

import chisel3._
import chisel3.util._
import systole.contract.{Descriptor, Engine}

/** A queue of descriptors before each engine, by [[systole.contract.Engine]]'s ordinal: one memory for all, and a register for each
  * queue's head. At most one head is refilled in a cycle, so a simulation moves 512 bits once a cycle and not once a queue; engines
  * take hundreds of cycles for a descriptor and don't notice.
  *
  * @param depth descriptors that each queue holds in the memory, a power of two; its head comes on top
  */
class DescriptorQueues(depth: Int) extends Module {
  private val queues = Engine.values.length
  private val indexWidth = log2Ceil(depth)

  val io = IO(new Bundle {
    /** Puts a descriptor into the queue of `engine`, if `ready` says that it has room. */
    val enqueue = Input(Bool())
    val engine = Input(UInt(log2Ceil(queues).W))
    val descriptor = Input(UInt(Descriptor.BITS.W))
    val ready = Output(Bool())
    val heads = Vec(queues, Decoupled(UInt(Descriptor.BITS.W)))

    /** Registers may change in this cycle. */
    val awake = Output(Bool())
  })

  private val memory = Mem(queues * depth, UInt(Descriptor.BITS.W))
  private val written, read = RegInit(VecInit.fill(queues)(0.U((indexWidth + 1).W))) // modulo twice the depth
  private val headValid = RegInit(VecInit.fill(queues)(false.B))
  private def row(engine: UInt, positions: Vec[UInt]): UInt = engine ## positions(engine)(indexWidth - 1, 0)

  io.ready := written(io.engine) - read(io.engine) =/= depth.U
  when(io.enqueue) {
    memory(row(io.engine, written)) := io.descriptor
    written(io.engine) := written(io.engine) + 1.U
  }

  private val wanting = (0 until queues).map(i => !headValid(i) && written(i) =/= read(i))
  io.awake := io.enqueue || wanting.reduce(_ || _) || io.heads.map(_.fire).reduce(_ || _)
  private val refilled = PriorityEncoder(wanting)
  private val next = memory(row(refilled, read))
  io.heads.zip(headValid).zip(read).zipWithIndex.foreach { case (((head, valid), position), i) =>
    val refill = wanting(i) && refilled === i.U
    head.valid := valid
    head.bits := RegEnable(next, refill)
    when(head.ready) { valid := false.B }
    when(refill) {
      valid := true.B
      position := position + 1.U
    }
  }
}
