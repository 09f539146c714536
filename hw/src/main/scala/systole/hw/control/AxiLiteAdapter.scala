package systole.hw.control

import chisel3._
import chisel3.util._
import chisel3.util.experimental.InlineInstance
import systole.hw.dma.AxiLiteSlave

/** A write to a 32-bit register: `word` is the byte offset divided by 4, `mask` has ones in the bits that the strobes select. */
class RegisterWrite extends Bundle {
  val word = UInt(10.W)
  val data = UInt(32.W)
  val mask = UInt(32.W)

  /** What the register holds after the write. */
  def merge(old: UInt): UInt = (old & (~mask).asUInt) | (data & mask)
}

/** Turns AXI4-Lite's five channels into single-cycle register accesses, one of each kind at a time. Write address and write data
  * come in any order. Every access is answered with OKAY. Inlined, so that a simulation
  * looks registers up only when one is read.
  */
class AxiLiteAdapter extends Module with InlineInstance {
  val io = IO(new Bundle {
    val axi = new AxiLiteSlave
    val write = Valid(new RegisterWrite)

    /** The word that is read; its value is sampled from `readData` in the same cycle. */
    val read = Valid(UInt(10.W))
    val readData = Input(UInt(32.W))

    /** Registers may change in this cycle. */
    val awake = Output(Bool())
  })

  private val okay = 0.U
  private val addressHeld, dataHeld, writeAnswered, readAnswered = RegInit(false.B)

  io.axi.awready := !addressHeld
  io.axi.wready := !dataHeld
  io.axi.bvalid := writeAnswered
  io.axi.bresp := okay
  private val addressTaken = io.axi.awvalid && io.axi.awready
  private val dataTaken = io.axi.wvalid && io.axi.wready
  io.write.bits.word := RegEnable(io.axi.awaddr(11, 2), addressTaken)
  io.write.bits.data := RegEnable(io.axi.wdata, dataTaken)
  io.write.bits.mask := RegEnable(FillInterleaved(8, io.axi.wstrb), dataTaken)
  io.write.valid := addressHeld && dataHeld && !writeAnswered

  when(addressTaken) { addressHeld := true.B }
  when(dataTaken) { dataHeld := true.B }
  when(io.write.valid) {
    addressHeld := false.B
    dataHeld := false.B
    writeAnswered := true.B
  }
  when(io.axi.bvalid && io.axi.bready) { writeAnswered := false.B }

  io.axi.arready := !readAnswered
  io.read.valid := io.axi.arvalid && io.axi.arready
  io.read.bits := io.axi.araddr(11, 2)
  io.axi.rvalid := readAnswered
  io.axi.rdata := RegEnable(io.readData, io.read.valid)
  io.axi.rresp := okay

  io.awake := io.axi.awvalid || io.axi.wvalid || io.axi.arvalid || addressHeld || dataHeld || writeAnswered || readAnswered

  when(io.read.valid) { readAnswered := true.B }
  when(io.axi.rvalid && io.axi.rready) { readAnswered := false.B }
}
