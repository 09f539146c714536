package systole.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import systole.contract.Region;
import systole.graph.Shape;
import systole.quant.Quantisation;
import systole.quant.QuantisedTensor;

class TensorLayoutTest {
    private static byte[] counting(int count) {
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) {
            values[i] = (byte) (i + 1);
        }
        return values;
    }

    private static QuantisedTensor tensor(Shape shape, int zeroPoint) {
        return new QuantisedTensor("t", shape, new Quantisation(1f, zeroPoint));
    }

    @Test
    void blocksOfChannels() {
        TensorLayout layout = TensorLayout.blocked(tensor(Shape.map(5, 1, 2), -1), 1, Region.OUTPUT, 16, ChannelMap.dense(4, 5));
        byte[] packed = layout.pack(counting(10));
        assertArrayEquals(new byte[] {1, 3, 5, 7, 2, 4, 6, 8, 9, -1, -1, -1, 10, -1, -1, -1}, packed);
        byte[] region = new byte[32];
        System.arraycopy(packed, 0, region, 16, 16);
        assertArrayEquals(counting(10), layout.unpack(region));
        assertTransfers(layout, region, 10);
    }

    /** A transfer writes and reads what the layout does. */
    private static void assertTransfers(TensorLayout layout, byte[] region, int values) {
        TensorTransfer transfer = new TensorTransfer(layout);
        ByteBuffer memory = ByteBuffer.allocate(region.length);
        transfer.prepare(memory);
        transfer.pack(counting(values), memory);
        assertArrayEquals(region, memory.array());
        byte[] read = new byte[values];
        transfer.unpack(memory, read);
        assertArrayEquals(counting(values), read);
        assertThrows(IllegalArgumentException.class, () -> transfer.unpack(memory, new byte[values + 1]));
        assertThrows(IllegalArgumentException.class, () -> transfer.pack(new byte[values - 1], memory));
    }

    @Test
    void denseImagesCarryTheirPadding() {
        // Two channels, 2x1 pixels, one row of padding above and one pixel to the left, rows of 8 bytes.
        TensorLayout layout = new TensorLayout(tensor(Shape.map(2, 2, 1), 9), 1, Region.INPUT, 0, ChannelMap.dense(4, 2).slots(),
                new TensorLayout.Geometry(1, RowFolding.NONE, 2, 8, 24, 24, 1, 1), 24);
        byte[] expected = new byte[24];
        Arrays.fill(expected, (byte) 9);
        expected[10] = 1;
        expected[18] = 2;
        expected[11] = 3;
        expected[19] = 4;
        assertArrayEquals(expected, layout.pack(counting(4)));
        assertArrayEquals(counting(4), layout.unpack(expected));
        assertTransfers(layout, expected, 4);
    }

    @Test
    void imagesLieInEachBlock() {
        TensorLayout layout = TensorLayout.blocked(tensor(Shape.map(3, 1, 2), 0), 2, Region.INPUT, 0, ChannelMap.dense(2, 3));
        byte[] expected = {1, 3, 2, 4, 7, 9, 8, 10, 5, 0, 6, 0, 11, 0, 12, 0};
        assertArrayEquals(expected, layout.pack(counting(12)));
        assertArrayEquals(counting(12), layout.unpack(expected));
    }

    @Test
    void segmentsBeginWithBlocksOfTheirOwn() {
        ChannelMap channels = ChannelMap.concatenation(2, List.of(ChannelMap.dense(2, 1), ChannelMap.dense(2, 4), ChannelMap.dense(2, 1)));
        TensorLayout layout = TensorLayout.blocked(tensor(Shape.vector(6), -1), 1, Region.INPUT, 0, channels);
        assertArrayEquals(new byte[] {1, -1, 2, 3, 4, 5, 6, -1}, layout.pack(counting(6)));
        for (int channel = 0; channel < 6; channel++) {
            assertEquals(channel, channels.channelAt(channels.slotOf(channel)));
        }
        assertEquals(-1, channels.channelAt(1));
        assertEquals(4, channels.blocks());
    }

    @Test
    void rowsSideBySide() {
        // One channel, 4x2 pixels, a row of padding above; rows -1, 1 and 3 meet in the first row of memory, rows 0, 2 and 4 in the next.
        RowFolding folding = new RowFolding(3, 1, 2);
        TensorLayout layout = new TensorLayout(tensor(Shape.map(1, 4, 2), 0), 1, Region.INPUT, 0, ChannelMap.dense(4, 1).slots(),
                new TensorLayout.Geometry(1, folding, 3, 8, 16, 16, 1, 0), 16);
        byte[] expected = {0, 3, 7, 0, 4, 8, 0, 0, 1, 5, 0, 2, 6, 0, 0, 0};
        assertArrayEquals(expected, layout.pack(counting(8)));
        assertArrayEquals(counting(8), layout.unpack(expected));
    }

    @Test
    void refusesTheWrongNumberOfValues() {
        TensorLayout layout = TensorLayout.blocked(tensor(Shape.vector(5), 0), 1, Region.OUTPUT, 0, ChannelMap.dense(4, 5));
        assertEquals(8, layout.bytes());
        assertThrows(IllegalArgumentException.class, () -> layout.pack(new byte[6]));
    }
}
