package systole.onnx.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import systole.graph.Shape;
import systole.quant.Interval;
import systole.quant.Quantisation;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedOperator.LocalResponseNormalisation;
import systole.quant.Requantisation;

/**
 * Operators that ONNX's quantised ones do not compute to the last bit, written down as the reference's own steps. Whole numbers in double
 * precision stay exact; ONNX's Round goes to the even number from a tie, as ours does.
 */
final class ExactForm {
    private ExactForm() {
    }

    /** {@link QuantisedOperator.Addition}: both products and their sum have at most 53 bits. */
    static String sum(Site site, QuantisedOperator.Addition addition) {
        GraphWriter writer = site.writer();
        String left = scaled(site, "left", 0, Math.scalb((double) addition.leftMultiplier(), -addition.shift()));
        String right = scaled(site, "right", 1, Math.scalb((double) addition.rightMultiplier(), -addition.shift()));
        String sum = writer.append(site.part("sum"), Operation.of("Add"), left, right);
        String moved = writer.append(site.part("moved"), Operation.of("Add"), sum,
                writer.scalar(site.part("zero_point"), (double) addition.zeroPoint() + Site.OFFSET));
        String rounded = writer.append(site.part("rounded"), Operation.of("Round"), moved);
        String clamped = writer.append(site.part("clamped"), Operation.of("Clip"), rounded,
                writer.scalar(site.part("low"), (double) addition.clampLow() + Site.OFFSET),
                writer.scalar(site.part("high"), (double) addition.clampHigh() + Site.OFFSET));
        return writer.append(site.name(), Operation.cast(DataType.UINT8), clamped);
    }

    private static String scaled(Site site, String part, int input, double factor) {
        return site.writer().append(site.part(part), Operation.of("Mul"), values(site, part + "_values", input),
                site.writer().scalar(site.part(part + "_factor"), factor));
    }

    /** An input's values less its zero point, in double precision. */
    private static String values(Site site, String part, int input) {
        GraphWriter writer = site.writer();
        String cast = writer.append(site.part(part + "_cast"), Operation.cast(DataType.DOUBLE), site.names().get(input));
        double zeroPoint = site.inputs().get(input).quantisation().zeroPoint() + Site.OFFSET;
        return writer.append(site.part(part), Operation.of("Sub"), cast, writer.scalar(site.part(part + "_zero_point"), zeroPoint));
    }

    /** {@link QuantisedOperator.MatrixProduct} whose rows are scaled differently. */
    static String product(Site site, String rows, String columns, Requantisation requantisation) {
        GraphWriter writer = site.writer();
        String zeroPoint = site.zeroPoint(0);
        String sums = writer.append(site.part("sums"), Operation.of("MatMulInteger"), rows, columns, zeroPoint, zeroPoint);
        return requantised(site, sums, requantisation, requantisation.scale().length, 1);
    }

    /** {@link QuantisedOperator.AreaAveragePool}: a product with zeros and ones from both sides adds up each area. */
    static String mean(Site site, QuantisedOperator.AreaAveragePool pool) {
        GraphWriter writer = site.writer();
        Shape input = site.input().shape();
        String rows = writer.doubles(site.part("rows"), covered(pool.rows(), input.height(), 1, input.height()), pool.rows().size(), input.height());
        String columns = writer.doubles(
                site.part("columns"), covered(pool.columns(), 1, pool.columns().size(), input.width()), input.width(), pool.columns().size());
        String down = writer.append(site.part("down"), Operation.of("MatMul"), rows, values(site, "values", 0));
        String sums = writer.append(site.part("sums"), Operation.of("MatMul"), down, columns);
        return requantised(site, sums, pool.requantisation(), pool.rows().size(), pool.columns().size());
    }

    /** A matrix with 1 where interval i covers place p, at i * perInterval + p * perPlace. */
    private static double[] covered(List<Interval> intervals, int perInterval, int perPlace, int places) {
        double[] matrix = new double[intervals.size() * places];
        for (int i = 0; i < intervals.size(); i++) {
            Interval interval = intervals.get(i);
            for (int place = interval.first(); place < interval.end(); place += interval.step()) {
                matrix[i * perInterval + place * perPlace] = 1;
            }
        }
        return matrix;
    }

    /** Sums without bias to float32, times the scales, rounded, moved and clamped: {@link Requantisation#apply}. */
    private static String requantised(Site site, String sums, Requantisation requantisation, int... scaleExtents) {
        GraphWriter writer = site.writer();
        String real = writer.append(site.part("real"), Operation.cast(DataType.FLOAT), sums);
        String scaled = writer.append(site.part("scaled"), Operation.of("Mul"), real,
                writer.floats(site.part("scales"), requantisation.scale(), scaleExtents));
        String rounded = writer.append(site.part("rounded"), Operation.of("Round"), scaled);
        String moved = writer.append(site.part("moved"), Operation.of("Add"), rounded,
                writer.scalar(site.part("zero_point"), (float) (requantisation.zeroPoint() + Site.OFFSET)));
        String clamped = writer.append(site.part("clamped"), Operation.of("Clip"), moved,
                writer.scalar(site.part("low"), (float) (requantisation.clampLow() + Site.OFFSET)),
                writer.scalar(site.part("high"), (float) (requantisation.clampHigh() + Site.OFFSET)));
        String last = requantisation.lookup().isPresent() ? site.part("argument") : site.name();
        String result = writer.append(last, Operation.cast(DataType.UINT8), clamped);
        return requantisation.lookup().map(table -> site.lookedUp(site.name(), result, table)).orElse(result);
    }

    /** Softmax or LogSoftmax in double precision. */
    static String softmax(Site site, String operator) {
        String real = site.writer().append(site.part("real"), Operation.of("Mul"), values(site, "values", 0),
                site.writer().scalar(site.part("input_factor"), (double) site.input().quantisation().scale()));
        return quantised(site, site.writer().append(site.part("result"), Operation.of(operator).with("axis", 1), real));
    }

    static String normalisation(Site site, LocalResponseNormalisation normalisation) {
        double scale = site.input().quantisation().scale();
        NeighbourSquares sums = new NeighbourSquares(site.writer(), site.name(), site.input().shape(), normalisation.size());
        return quantised(site, sums.normalised(
                values(site, "values", 0), scale, normalisation.alpha(), normalisation.beta(), normalisation.k()));
    }

    private static String quantised(Site site, String real) {
        Quantisation output = site.output().quantisation();
        String rounded = site.writer().append(site.part("float"), Operation.cast(DataType.FLOAT), real);
        return site.writer().append(site.name(), Operation.of("QuantizeLinear"), rounded,
                site.writer().scalar(site.name() + "/scale", output.scale()), site.zeroPoint(output.zeroPoint()));
    }
}
