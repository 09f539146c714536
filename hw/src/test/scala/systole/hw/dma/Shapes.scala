package systole.hw.dma

import systole.contract.{ArrayConfiguration, BusConfiguration, Configuration, MemoryConfiguration}

/** Configurations with rows narrower than, as wide as and wider than a beat. */
object Shapes {
  def configuration(rowBytes: Int, busBytes: Int, burstBeats: Int = 8, outstanding: Int = 4): Configuration =
    new Configuration(
      new ArrayConfiguration(rowBytes, 4),
      new MemoryConfiguration(16384, 8192, 2048, 2048, 4, 4096),
      new BusConfiguration(busBytes, burstBeats, outstanding),
      2)

  /** One of each kind; in the last a row takes two bursts. */
  val kinds: Seq[Configuration] = Seq(configuration(4, 16), configuration(16, 16), configuration(64, 8, burstBeats = 4))

  val all: Seq[Configuration] = kinds ++ Seq((8, 16), (32, 16), (16, 64)).map { case (row, bus) => configuration(row, bus) }

  def name(configuration: Configuration): String = s"N = ${configuration.array.size}, B = ${configuration.bus.bytes}"
}
