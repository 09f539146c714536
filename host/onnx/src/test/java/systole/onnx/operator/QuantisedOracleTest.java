package systole.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The interpreter's quantised operators on random numbers against ONNX Runtime. */
class QuantisedOracleTest {
    private static final String EQUAL = """
            QLinearConv, 300
            QLinearMatMul, 150
            ConvInteger, 150
            MatMulInteger, 150
            QGemm, 100
            MaxPool, 100
            Relu, 40
            Clip, 60
            QLinearAdd, 100
            QLinearConcat, 40
            QLinearGlobalAveragePool, 40
            """;
    private static final int NIGHTLY = 10;

    @ParameterizedTest
    @CsvSource(textBlock = EQUAL)
    void areEqual(String operator, int cases) throws OrtException {
        assertEqual(operator, 0, cases);
    }

    @Tag("nightly")
    @ParameterizedTest
    @CsvSource(textBlock = EQUAL)
    void tenTimesAsManyAreEqual(String operator, int cases) throws OrtException {
        assertEqual(operator, cases, NIGHTLY * cases);
    }

    private static void assertEqual(String operator, int first, int cases) throws OrtException {
        for (int seed = first; seed < first + cases; seed++) {
            assertEquals(0, QuantisedCases.of(operator, seed).largestDifference(), operator + " of seed " + seed);
        }
    }

    /** ONNX Runtime computes these in float32 in an order, or by approximations, that may change with the processor. */
    @ParameterizedTest
    @CsvSource({"QLinearMul, 40", "QLinearSigmoid, 40", "QLinearLeakyRelu, 40", "QLinearAveragePool, 40"})
    void othersDifferByOneAtMost(String operator, int cases) throws OrtException {
        for (int seed = 0; seed < cases; seed++) {
            assertTrue(QuantisedCases.of(operator, seed).largestDifference() <= 1, operator + " of seed " + seed);
        }
    }
}
