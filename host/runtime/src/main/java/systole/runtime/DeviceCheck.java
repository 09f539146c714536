package systole.runtime;

/**
 * What trying a part of a device gave.
 *
 * @param name what was tried, as in {@code memory}
 * @param passed whether it is as it should be
 * @param result what was measured, or the first fault
 */
public record DeviceCheck(String name, boolean passed, String result) {
}
