package systole.hw.top

import _root_.circt.stage.ChiselStage
import java.nio.file.{Files, Path}
import systole.contract.Configuration

/** Turns a configuration into SystemVerilog. */
object Elaborate {
  // Without the last one, firtool warns of every module that brings its own Verilog.
  private val firtoolOptions =
    Array("-disable-all-randomization", "-strip-debug-info", "-warn-on-unprocessed-annotations=false")

  /** Writes the kernel in SystemVerilog, a file for each module, into the directory, which is made where it is missing. */
  def systemVerilog(configuration: Configuration, directory: Path): Unit = {
    Files.createDirectories(directory)
    ChiselStage.emitSystemVerilogFile(
      new SystoleKernel(configuration), Array("--target-dir", directory.toString), firtoolOptions)
  }

  /** Elaborates arrays of the sizes given after the directory: `Elaborate DIRECTORY 8 16`. */
  def main(arguments: Array[String]): Unit =
    arguments.tail.foreach(size => systemVerilog(Configuration.ofArray(size.toInt), Path.of(arguments.head, s"array$size")))
}
