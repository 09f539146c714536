package systole.compiler;

import systole.contract.Descriptor;
import systole.contract.Region;

/**
 * Bytes of device memory.
 *
 * @param descriptors of the program itself
 * @param constants of region CONSTANTS
 * @param workspace of region WORKSPACE, where tensors share bytes by lifetime
 * @param input of region INPUT
 * @param output of region OUTPUT
 */
public record DeviceMemory(long descriptors, long constants, long workspace, long input, long output) {
    static final DeviceMemory NONE = new DeviceMemory(0, 0, 0, 0, 0);

    /** What a program takes. */
    public static DeviceMemory of(Program program) {
        return new DeviceMemory((long) program.descriptors().size() * Descriptor.BYTES, program.bytes(Region.CONSTANTS),
                program.bytes(Region.WORKSPACE), program.bytes(Region.INPUT), program.bytes(Region.OUTPUT));
    }

    /** All of it. */
    public long total() {
        return descriptors + constants + workspace + input + output;
    }

    /** The larger total of two programs that lie in memory one after the other. */
    DeviceMemory largest(DeviceMemory other) {
        return other.total() > total() ? other : this;
    }
}
