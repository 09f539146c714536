package systole.hw.dma

import systole.contract.{ArrayConfiguration, BusConfiguration, Configuration, MemoryConfiguration}

/** Configurations with rows narrower than, as wide as and wider than a beat. */
object Shapes {
  def configuration(rowBytes: Int, busBytes: Int, burstBeats: Int = 8, outstanding: Int = 4): Configuration =
    new Configuration(
      new ArrayConfiguration(rowBytes, 4),
      new MemoryConfiguration(16384, 8192, 2048, 2048, 4),
      new BusConfiguration(busBytes, burstBeats, outstanding),
      2)

  val all: Seq[Configuration] =
    Seq((4, 16), (8, 16), (16, 16), (32, 16), (16, 64)).map { case (row, bus) => configuration(row, bus) } :+
      configuration(rowBytes = 64, busBytes = 8, burstBeats = 4) // a row takes two bursts

  def name(configuration: Configuration): String = s"N = ${configuration.array.size}, B = ${configuration.bus.bytes}"
}
