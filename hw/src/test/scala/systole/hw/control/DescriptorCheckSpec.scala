package systole.hw.control

import chisel3._
import chisel3.simulator.scalatest.ChiselSim
import org.scalatest.funsuite.AnyFunSuite
import scala.util.Random
import systole.contract._
import systole.contract.ErrorCode._
import systole.contract.Opcode._

class DescriptorCheckSpec extends AnyFunSuite with ChiselSim {
  private val dispatched = Map(Progress.LOAD -> 5, Progress.WEIGHTS -> 1, Progress.EXECUTE -> 3, Progress.DRAIN -> 7, Progress.STORE -> 7)

  private def changed(opcode: Opcode, fields: (Field, Long)*): Descriptor =
    fields.foldLeft(Programs.valid(opcode)) { case (descriptor, (field, value)) => descriptor.`with`(field, value) }

  private def verdict(dut: DescriptorCheck, descriptor: Descriptor): ErrorCode = {
    dut.io.descriptor.poke(Programs.bits(descriptor))
    ErrorCode.of(dut.io.error.peek().litValue.toInt)
  }

  /** The rules once more, in plain words over the contract's own reader. */
  private def expected(d: Descriptor, vectorBytes: Int, tables: Int): ErrorCode = {
    def any(fields: Field*)(condition: Long => Boolean) = fields.exists(f => condition(d.get(f)))
    def opcode = d.opcode
    if (!Opcode.values.exists(_.code == d.get(HeaderField.OPCODE))) return BAD_OPCODE
    if (Progress.values.exists(p => d.get(HeaderField.waitFor(p)) > dispatched(p))) return BAD_WAIT
    val isLoad = opcode == LOAD || opcode == LOAD_WEIGHTS
    if (any(Programs.countsOf(opcode): _*)(_ == 0)) return BAD_COUNT
    val memories = if (opcode == LOAD) Set[Long](0, 4) else Set[Long](1, 2, 3)
    if (isLoad && (d.get(LoadField.REGION) > 3 || !memories(d.get(LoadField.MEMORY)))) return BAD_REGION
    if (opcode == STORE && d.get(StoreField.TO_SCRATCHPAD) == 0 && d.get(StoreField.REGION) > 3) return BAD_REGION
    if (opcode == STORE && d.get(StoreField.LOOKUP) == 1 && d.get(StoreField.LOOKUP_TABLE) >= tables) return BAD_REGION
    if (opcode == SNAPSHOT && d.get(SnapshotField.REGION) > 3) return BAD_REGION
    if (opcode == STORE && d.get(StoreField.RESIDUAL) == 1 &&
      any(StoreField.KERNEL_COLUMNS, StoreField.KERNEL_ROWS, StoreField.STRIDE_X, StoreField.STRIDE_Y)(_ != 1)) return BAD_WINDOW
    val (unit, addresses) = opcode match {
      case LOAD | LOAD_WEIGHTS => (vectorBytes, Seq[Field](LoadField.ADDRESS, LoadField.INNER_STEP, LoadField.OUTER_STEP))
      case EXECUTE             => (vectorBytes, Seq[Field](ExecuteField.WEIGHT_BASE))
      case STORE               => (vectorBytes, Seq[Field](StoreField.ADDRESS, StoreField.ROW_PITCH))
      case SNAPSHOT            => (64, Seq[Field](SnapshotField.ADDRESS))
    }
    if (any(addresses: _*)(_ % unit != 0)) MISALIGNED else NONE
  }

  private def withDispatched(configuration: Configuration)(test: DescriptorCheck => Unit): Unit =
    simulate(new DescriptorCheck(configuration)) { dut =>
      dispatched.foreach { case (progress, count) => dut.io.dispatched.counts(progress.ordinal).poke(count) }
      test(dut)
    }

  test("each rule has its error, and the first broken one counts") {
    withDispatched(Configuration.ofArray(16)) { dut =>
      val cases = Seq[(Descriptor, ErrorCode)](
        changed(LOAD) -> NONE,
        changed(LOAD_WEIGHTS, LoadField.MEMORY -> 3) -> NONE,
        changed(LOAD, HeaderField.OPCODE -> 0) -> BAD_OPCODE,
        changed(SNAPSHOT, HeaderField.OPCODE -> 6) -> BAD_OPCODE,
        changed(EXECUTE, HeaderField.OPCODE -> 255, HeaderField.WAIT_LOAD -> 6) -> BAD_OPCODE,
        changed(EXECUTE, HeaderField.WAIT_LOAD -> 5, HeaderField.WAIT_WEIGHTS -> 1) -> NONE,
        changed(EXECUTE, HeaderField.WAIT_LOAD -> 6) -> BAD_WAIT,
        changed(EXECUTE, HeaderField.WAIT_WEIGHTS -> 2) -> BAD_WAIT,
        changed(STORE, HeaderField.WAIT_EXECUTE -> 4) -> BAD_WAIT,
        changed(STORE, HeaderField.WAIT_DRAIN -> 7, HeaderField.WAIT_STORE -> 7) -> NONE,
        changed(STORE, HeaderField.WAIT_DRAIN -> 8) -> BAD_WAIT,
        changed(LOAD, HeaderField.WAIT_STORE -> 0xffffff, LoadField.RUN -> 0) -> BAD_WAIT,
        changed(LOAD_WEIGHTS, LoadField.INNER -> 0, LoadField.REGION -> 7) -> BAD_COUNT,
        changed(LOAD, LoadField.MEMORY -> 4) -> NONE,
        changed(LOAD, LoadField.MEMORY -> 1) -> BAD_REGION,
        changed(LOAD, LoadField.MEMORY -> 5) -> BAD_REGION,
        changed(LOAD_WEIGHTS, LoadField.MEMORY -> 4) -> BAD_REGION,
        changed(LOAD_WEIGHTS, LoadField.MEMORY -> 7) -> BAD_REGION,
        changed(LOAD_WEIGHTS, LoadField.MEMORY -> 0) -> BAD_REGION,
        changed(LOAD, LoadField.REGION -> 4, LoadField.ADDRESS -> 1) -> BAD_REGION,
        changed(STORE, StoreField.REGION -> 4) -> BAD_REGION,
        changed(STORE, StoreField.REGION -> 4, StoreField.TO_SCRATCHPAD -> 1) -> NONE,
        changed(STORE, StoreField.LOOKUP -> 1, StoreField.LOOKUP_TABLE -> 3) -> NONE,
        changed(STORE, StoreField.LOOKUP -> 1, StoreField.LOOKUP_TABLE -> 4) -> BAD_REGION,
        changed(STORE, StoreField.LOOKUP_TABLE -> 15) -> NONE,
        changed(SNAPSHOT, SnapshotField.REGION -> 5) -> BAD_REGION,
        changed(STORE, StoreField.RESIDUAL -> 1, StoreField.STRIDE_X -> 1, StoreField.STRIDE_Y -> 1) -> NONE,
        changed(STORE, StoreField.RESIDUAL -> 1, StoreField.STRIDE_X -> 1, StoreField.STRIDE_Y -> 2) -> BAD_WINDOW,
        changed(STORE, StoreField.RESIDUAL -> 1, StoreField.STRIDE_X -> 0, StoreField.STRIDE_Y -> 1) -> BAD_WINDOW,
        changed(STORE, StoreField.STRIDE_X -> 1, StoreField.STRIDE_Y -> 1, StoreField.KERNEL_ROWS -> 2, StoreField.RESIDUAL -> 1) -> BAD_WINDOW,
        changed(STORE, StoreField.STRIDE_X -> 1, StoreField.STRIDE_Y -> 1, StoreField.KERNEL_COLUMNS -> 3, StoreField.RESIDUAL -> 1) -> BAD_WINDOW,
        changed(LOAD, LoadField.OUTER_STEP -> 8) -> MISALIGNED,
        changed(EXECUTE, ExecuteField.WEIGHT_BASE -> 24) -> MISALIGNED,
        changed(EXECUTE, ExecuteField.INPUT_BASE -> 3) -> NONE,
        changed(STORE, StoreField.ROW_PITCH -> 17) -> MISALIGNED,
        changed(SNAPSHOT, SnapshotField.ADDRESS -> 32) -> MISALIGNED,
        changed(SNAPSHOT, SnapshotField.ADDRESS -> 64) -> NONE
      )
      for ((descriptor, error) <- cases) assert(verdict(dut, descriptor) == error, descriptor)
    }
  }

  for (size <- Seq(4, 16, 64))
    test(s"judges random descriptors as the contract does, N = $size") {
      val configuration = Configuration.ofArray(size)
      withDispatched(configuration) { dut =>
        val random = new Random(size)
        for (_ <- 0 until 1500) {
          val start = Programs.valid(Opcode.values()(random.nextInt(Opcode.values.length)))
          val fields = HeaderField.values.toSeq ++ start.opcode.fields
          val descriptor = (0 until random.nextInt(4)).foldLeft(start) { (d, _) =>
            val field = fields(random.nextInt(fields.size))
            val value = random.nextInt(3) match {
              case 0 => 0L
              case 1 => field.minimum + random.nextLong(field.maximum - field.minimum + 1)
              case 2 => (random.nextInt(8).toLong * size) min field.maximum
            }
            d.`with`(field, value)
          }
          assert(verdict(dut, descriptor) == expected(descriptor, size, configuration.memory.lookupTables), descriptor)
        }
      }
    }
}
