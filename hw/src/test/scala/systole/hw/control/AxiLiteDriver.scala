package systole.hw.control

import chisel3._
import chisel3.simulator.PeekPokeAPI
import systole.contract.Register
import systole.hw.dma.AxiLiteSlave

/** Plays the host on an AXI4-Lite slave. */
class AxiLiteDriver(axi: AxiLiteSlave, clock: Clock) extends PeekPokeAPI {
  private val patience = 20

  Seq(axi.awvalid, axi.wvalid, axi.arvalid).foreach(_.poke(false))
  Seq(axi.bready, axi.rready).foreach(_.poke(true))

  private def stepUntil(condition: => Boolean, what: String): Unit = {
    var left = patience
    while (!condition) {
      require(left > 0, s"no $what after $patience cycles")
      left -= 1
      clock.step()
    }
  }

  def offerAddress(offset: Int): Unit = {
    axi.awaddr.poke(offset)
    axi.awvalid.poke(true)
    stepUntil(axi.awready.peek().litToBoolean, "awready")
    clock.step()
    axi.awvalid.poke(false)
  }

  def offerData(data: BigInt, strobes: Int = 15): Unit = {
    axi.wdata.poke(data)
    axi.wstrb.poke(strobes)
    axi.wvalid.poke(true)
    stepUntil(axi.wready.peek().litToBoolean, "wready")
    clock.step()
    axi.wvalid.poke(false)
  }

  def takeResponse(): Unit = {
    stepUntil(axi.bvalid.peek().litToBoolean, "bvalid")
    axi.bresp.expect(0)
    clock.step()
    axi.bvalid.expect(false)
  }

  def write(offset: Int, data: BigInt, strobes: Int = 15): Unit = {
    offerAddress(offset)
    offerData(data, strobes)
    takeResponse()
  }

  def write(register: Register, data: BigInt): Unit = write(register.offset, data)

  def read(offset: Int): BigInt = {
    axi.araddr.poke(offset)
    axi.arvalid.poke(true)
    stepUntil(axi.arready.peek().litToBoolean, "arready")
    clock.step()
    axi.arvalid.poke(false)
    stepUntil(axi.rvalid.peek().litToBoolean, "rvalid")
    axi.rresp.expect(0)
    val data = axi.rdata.peek().litValue
    clock.step()
    data
  }

  def read(register: Register): BigInt = read(register.offset)
}
