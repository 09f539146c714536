package systole.runtime.fpga;

import java.util.List;

/**
 * What a synthesis found.
 *
 * @param family the device family
 * @param array rows and columns of the array
 * @param multiplication how products share multipliers
 * @param device the device that the total is held against
 * @param capacity the device's cells
 * @param modules by module, each once, without what is inside it
 * @param total of all instances
 * @param fits whether the total is within the capacity
 * @param problems what the checks complain of: nets with several drivers or none, loops; empty is good
 * @param clockMegahertz the estimate of place and route, 0 where it was not run
 * @param bitstream the file that was written, empty where none was
 */
public record SynthesisReport(
        Family family, int array, Multiplication multiplication, String device, Resources capacity, List<ModuleResources> modules,
        Resources total, boolean fits, List<String> problems, double clockMegahertz, String bitstream) {
    public SynthesisReport {
        modules = List.copyOf(modules);
        problems = List.copyOf(problems);
    }

    /**
     * A module.
     *
     * @param instances how often it is there in the whole design
     * @param each one instance's cells, without those of modules inside it
     */
    public record ModuleResources(String module, long instances, Resources each) {
    }
}
