package systole.runtime.reference;

import java.util.List;
import systole.graph.Shape;
import systole.quant.Quantisation;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;

/** Computes one node of a quantised graph: the reference runs all of them by it, other devices those that their array cannot run. */
public final class HostOperator {
    private HostOperator() {
    }

    /**
     * The node's tensor.
     *
     * @param inputs the tensors that it reads, in the node's order
     * @param values of each input, row-major; they are not changed
     * @return row-major values of the node's output
     */
    public static byte[] run(QuantisedNode node, List<QuantisedTensor> inputs, List<byte[]> values) {
        QuantisedTensor output = node.output();
        byte[] first = values.getFirst();
        Shape shape = inputs.getFirst().shape();
        Quantisation quantisation = inputs.getFirst().quantisation();
        int zeroPoint = quantisation.zeroPoint();
        return switch (node.operator()) {
            case QuantisedOperator.Convolution convolution ->
                    new ConvolutionLoops(convolution, shape, zeroPoint, output.shape()).run(first, new Workspace());
            case QuantisedOperator.TransposedConvolution convolution ->
                    TransposedConvolutionLoops.run(convolution, shape, zeroPoint, first, output.shape());
            case QuantisedOperator.Linear linear -> LinearLoops.of(linear, shape, zeroPoint, output.shape()).run(first, new Workspace());
            case QuantisedOperator.FloatConvolution convolution -> FloatLoops.run(convolution, shape, quantisation, first, output.shape());
            case QuantisedOperator.FloatLinear linear -> FloatLoops.run(linear, quantisation, first, output.shape().size());
            case QuantisedOperator.MatrixProduct product -> MatrixLoops.product(product, shape.channels(), first, values.get(1));
            case QuantisedOperator.Transposition _ -> MatrixLoops.transposed(shape.channels(), first);
            case QuantisedOperator.MaxPool pool -> PoolLoops.maximum(pool, shape, first, output.shape());
            case QuantisedOperator.AveragePool pool -> PoolLoops.average(pool, shape, zeroPoint, first, output.shape());
            case QuantisedOperator.AreaMaxPool pool -> AreaPoolLoops.maximum(pool, shape, first);
            case QuantisedOperator.AreaAveragePool pool -> AreaPoolLoops.average(pool, shape, zeroPoint, first);
            case QuantisedOperator.Addition addition ->
                    ElementLoops.sum(addition, first, zeroPoint, values.get(1), inputs.get(1).quantisation().zeroPoint());
            case QuantisedOperator.Lookup lookup -> ElementLoops.lookUp(lookup, first);
            case QuantisedOperator.Reshaping _ -> first.clone();
            case QuantisedOperator.Concatenation _ -> ElementLoops.concatenation(values);
            case QuantisedOperator.LocalResponseNormalisation normalisation ->
                    ResponseNormalisation.run(normalisation, shape.channels(), quantisation, first, output.quantisation());
            case QuantisedOperator.Softmax _ -> SoftmaxLoops.share(shape.channels(), quantisation, first, output.quantisation());
            case QuantisedOperator.LogSoftmax _ -> SoftmaxLoops.logarithm(shape.channels(), quantisation, first, output.quantisation());
        };
    }
}
