package systole.hw.top

import _root_.circt.stage.ChiselStage
import chisel3.RawModule
import java.nio.file.{Files, Path}
import systole.contract.Configuration
import systole.hw.array.ArraySelfTestBoard
import systole.hw.pe.SeparateMultipliers

/** Turns a configuration into SystemVerilog. */
object Elaborate {
  // Without the last one, firtool warns of every module that brings its own Verilog.
  private val firtoolOptions =
    Array("-disable-all-randomization", "-strip-debug-info", "-warn-on-unprocessed-annotations=false")

  /** SystemVerilog that old readers know, Yosys among them, and memories left out. */
  private val synthesisOptions =
    Array("--lowering-options=disallowLocalVariables,disallowPackedArrays", "--repl-seq-mem", s"--repl-seq-mem-file=$MEMORIES")

  /** The list of memories beside the SystemVerilog for synthesis: a line each, `name N depth D width W ports P,P` with spaces between. */
  final val MEMORIES = "memories.conf"

  /** Writes the kernel in SystemVerilog, a file for each module, into the directory, which is made where it is missing. */
  def systemVerilog(configuration: Configuration, directory: Path): Unit =
    emit(new SystoleKernel(configuration), directory, Array.empty)

  /** As `systemVerilog`, for synthesis: memories with registered outputs are only instantiated, and listed in [[MEMORIES]]. */
  def forSynthesis(configuration: Configuration, target: Target, directory: Path): Unit =
    emit(new SystoleKernel(configuration, target), directory, synthesisOptions)

  /** As `forSynthesis`, of the array alone in an [[ArraySelfTestBoard]]: for devices too small for a kernel. */
  def selfTestForSynthesis(configuration: Configuration, directory: Path): Unit =
    emit(new ArraySelfTestBoard(configuration.array, SeparateMultipliers), directory, synthesisOptions)

  private def emit(top: => RawModule, directory: Path, options: Array[String]): Unit = {
    Files.createDirectories(directory)
    ChiselStage.emitSystemVerilogFile(top, Array("--target-dir", directory.toString), firtoolOptions ++ options)
  }

  /** Elaborates arrays of the sizes given after the directory: `Elaborate DIRECTORY 8 16`. */
  def main(arguments: Array[String]): Unit =
    arguments.tail.foreach(size => systemVerilog(Configuration.ofArray(size.toInt), Path.of(arguments.head, s"array$size")))
}
