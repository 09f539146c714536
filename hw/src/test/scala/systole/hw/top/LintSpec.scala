package systole.hw.top

import java.nio.file.{Files, Path}
import org.scalatest.funsuite.AnyFunSuite
import scala.sys.process.{Process, ProcessLogger}
import systole.contract.Configuration

class LintSpec extends AnyFunSuite {
  for (size <- Seq(4, 8, 16, 32)) test(s"the $size x $size kernel is clean under Verilator's -Wall, but for the waivers") {
    val directory = Files.createDirectories(Path.of("target", "lint", s"array$size"))
    Elaborate.systemVerilog(Configuration.ofArray(size), directory)
    val waivers = Path.of("src", "main", "verilator", "waivers.vlt").toAbsolutePath
    val said = new StringBuilder
    val command = Seq("verilator", "--lint-only", "-Wall", "--top-module", SystoleKernel.name, waivers.toString, s"${SystoleKernel.name}.sv")
    val status = Process(command, directory.toFile).!(ProcessLogger(line => said.append(line).append('\n')))
    assert(status == 0, said)
  }
}
