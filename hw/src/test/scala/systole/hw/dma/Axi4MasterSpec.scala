package systole.hw.dma

import _root_.circt.stage.ChiselStage
import chisel3._
import org.scalatest.funsuite.AnyFunSuite
import systole.contract.Configuration

/** Both halves behind one set of ports, as in the top. */
class MasterSystem(configuration: Configuration) extends Module {
  val m_axi_gmem = IO(new Axi4Master(configuration.bus))
  private val reader = Module(new ReadMaster(configuration, 1))
  private val writer = Module(new WriteEngine(configuration))
  m_axi_gmem.drivenBy(reader.io.axi, writer.io.axi)
  val clients = IO(chiselTypeOf(reader.io.clients))
  val job = IO(chiselTypeOf(writer.io.job))
  val rows = IO(chiselTypeOf(writer.io.rows))
  reader.io.clients <> clients
  writer.io.job <> job
  writer.io.rows <> rows
}

class Axi4MasterSpec extends AnyFunSuite {
  test("has the port names and directions that Vitis expects") {
    val verilog = ChiselStage.emitSystemVerilog(new MasterSystem(Shapes.configuration(16, 64)), firtoolOpts = Array("-strip-debug-info"))
    val header = verilog.substring(verilog.indexOf("module MasterSystem"))
    val ports = raw"(input|output)?\s*(\[\d+:0\])?\s*m_axi_gmem_(\w+)[,)\n]".r.findAllMatchIn(header).map(_.group(3)).toSet
    val expected = "awaddr awlen awsize awburst awvalid awready wdata wstrb wlast wvalid wready bresp bvalid bready " +
      "araddr arlen arsize arburst arvalid arready rdata rresp rlast rvalid rready"
    assert(ports == expected.split(' ').toSet)
    assert(header.contains("[511:0] m_axi_gmem_wdata"))
  }
}
