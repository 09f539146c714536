package systole.onnx.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import systole.onnx.OnnxException;

class TensorFileTest {
    private static final double[] VALUES = {0, 1, 2, 100, -1, -100, 1.5, 65_504, -0.25, 4_000_000_000d, 1e18, 1e19};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = "STRING", mode = EnumSource.Mode.EXCLUDE)
    void numbersComeBackFromBothFormats(DataType type) throws IOException {
        Tensor tensor = tensor(type);
        assertComesBack("t.pb", tensor);
        if (type != DataType.BFLOAT16) {
            assertComesBack("t.npy", tensor);
        }
    }

    @Test
    void textsAndScalarsComeBack() throws IOException {
        Path file = folder.resolve("t.pb");
        TensorFile.write(file, "t", Tensor.of(DataType.STRING, Extents.of(2), new String[] {"a", "\u00e4"}));
        assertTrue(Arrays.equals(new String[] {"a", "\u00e4"}, TensorFile.read(file).texts()));
        assertComesBack("t.npy", Tensor.scalar(3));
        assertComesBack("t.pb", Tensor.of(Extents.of(2, 0, 3), new float[0]));
    }

    @Test
    void refusesTruncatedAndForeignFiles() throws IOException {
        Path file = folder.resolve("t.npy");
        TensorFile.write(file, "t", tensor(DataType.FLOAT));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(OnnxException.class, () -> TensorFile.read(file));
        }
        assertThrows(OnnxException.class, () -> TensorFile.read(folder.resolve("absent.pb")));
    }

    @Test
    void sixteenBitTypesRoundToNearestEven() {
        TensorBuilder builder = new TensorBuilder(DataType.BFLOAT16, Extents.of(3));
        builder.set(0, Float.intBitsToFloat(0x3F80_8000));
        builder.set(1, Float.intBitsToFloat(0x3F81_8000));
        builder.set(2, Double.NaN);
        float[] values = builder.build().floats();
        assertEquals(0x3F80_0000, Float.floatToRawIntBits(values[0]));
        assertEquals(0x3F82_0000, Float.floatToRawIntBits(values[1]));
        assertTrue(Float.isNaN(values[2]));
    }

    private static Tensor tensor(DataType type) {
        TensorBuilder builder = new TensorBuilder(type, Extents.of(2, 6));
        for (int i = 0; i < VALUES.length; i++) {
            builder.set(i, VALUES[i]);
        }
        return builder.build();
    }

    private void assertComesBack(String name, Tensor tensor) throws IOException {
        Path file = folder.resolve(name);
        TensorFile.write(file, "t", tensor);
        Tensor read = TensorFile.read(file);
        assertEquals(tensor.toString(), read.toString());
        for (int i = 0; i < tensor.size(); i++) {
            assertEquals(tensor.doubleAt(i), read.doubleAt(i));
            assertEquals(tensor.longAt(i), read.longAt(i));
        }
    }
}
