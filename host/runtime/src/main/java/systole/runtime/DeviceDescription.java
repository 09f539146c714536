package systole.runtime;

import systole.contract.Configuration;

/**
 * What a device is.
 *
 * @param name the name it is opened by, as in {@code sim}
 * @param summary one phrase
 * @param configuration the accelerator that programs are compiled for
 * @param clockMegahertz the clock at which cycles are turned into images a second; stated by the user where nothing ticks for real
 */
public record DeviceDescription(String name, String summary, Configuration configuration, double clockMegahertz) {
}
