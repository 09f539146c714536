package systole.cli;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.Locale;
import systole.onnx.export.QuantisedExport;
import systole.quant.QuantisedGraph;

/** How an int8 ONNX model is written down. */
enum IntegerModelForm {
    /** Integer operators. */
    INTEGER {
        @Override
        ModelProto export(QuantisedGraph graph) {
            return QuantisedExport.integer(graph);
        }
    },
    /** Float operators between DequantizeLinear and QuantizeLinear. */
    QDQ {
        @Override
        ModelProto export(QuantisedGraph graph) {
            return QuantisedExport.qdq(graph);
        }
    };

    abstract ModelProto export(QuantisedGraph graph);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
