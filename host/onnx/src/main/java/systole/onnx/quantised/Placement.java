package systole.onnx.quantised;

/**
 * Where a node of a model runs.
 *
 * @param node its name
 * @param operator its type, as in {@code QLinearConv}
 * @param region number of the array's program that it is part of, from 1; 0 on the host
 * @param reason why it is not on the array; empty where it is
 */
public record Placement(String node, String operator, int region, String reason) {
    /** {@code array} or {@code host}. */
    public String place() {
        return region > 0 ? "array" : "host";
    }
}
