package systole.onnx.quantised;

import java.util.List;
import systole.quant.QuantisedGraph;

/**
 * Units that the array computes from one tensor.
 *
 * @param entry name of that tensor
 * @param units in order
 * @param graphs one for each tensor that others read, whose last node makes it; what two of them share is computed twice
 */
record Region(String entry, List<Unit> units, List<QuantisedGraph> graphs) {
    Region {
        units = List.copyOf(units);
        graphs = List.copyOf(graphs);
    }
}
