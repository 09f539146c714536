package systole.hw.control

import java.nio.ByteBuffer
import systole.contract._
import scala.util.Random

/** Descriptors for the tests of this package. */
object Programs {
  /** The descriptor as the hardware sees it: byte 0 in the least significant bits. */
  def bits(descriptor: Descriptor): BigInt = {
    val bytes = ByteBuffer.allocate(Descriptor.BYTES)
    descriptor.write(bytes)
    BigInt(1, bytes.array.reverse)
  }

  /** The fields that the contract documents as at least 1. */
  def countsOf(opcode: Opcode): Seq[Field] = opcode.fields.toSeq.filter(_.description.contains("at least 1"))

  /** A descriptor that breaks no rule, whatever the configuration. */
  def valid(opcode: Opcode): Descriptor = {
    val descriptor = countsOf(opcode).foldLeft(Descriptor.of(opcode).build())(_.`with`(_, 1))
    if (opcode == Opcode.LOAD_WEIGHTS) descriptor.`with`(LoadField.MEMORY, LocalMemory.WEIGHTS.code) else descriptor
  }

  /** Valid descriptors of all kinds that wait for nothing; no two are the same. */
  def random(length: Int, random: Random): Seq[Descriptor] = Seq.tabulate(length) { i =>
    val opcode = Opcode.values()(random.nextInt(Opcode.values.length))
    valid(opcode).`with`(anyMultipleOf64(opcode), 64 * i)
  }

  private def anyMultipleOf64(opcode: Opcode): Field = opcode match {
    case Opcode.LOAD | Opcode.LOAD_WEIGHTS => LoadField.ADDRESS
    case Opcode.EXECUTE                    => ExecuteField.INPUT_BASE
    case Opcode.STORE                      => StoreField.ADDRESS
    case Opcode.SNAPSHOT                   => SnapshotField.ADDRESS
  }

  /** The configuration of size N with this bus. */
  def withBus(size: Int, bus: BusConfiguration): Configuration = {
    val base = Configuration.ofArray(size)
    new Configuration(base.array, base.memory, bus, base.queueDepth)
  }
}
