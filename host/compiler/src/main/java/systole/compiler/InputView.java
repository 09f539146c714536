package systole.compiler;

import systole.contract.Descriptor;
import systole.contract.ExecuteField;
import systole.graph.Window;

/**
 * A part of a layer's input on chip, as EXECUTE addresses it.
 *
 * @param buffer where it lies
 * @param part the pixels that are there
 * @param firstBlock the first input block that is there
 * @param rowBytes scratchpad bytes from row to row
 * @param blockBytes scratchpad bytes from block to block
 * @param start bytes from the buffer's first to those of the part's first pixel
 */
record InputView(Buffer buffer, InputFormat format, Rectangle part, int firstBlock, int rowBytes, int blockBytes, long start) {
    private static final long ADDRESS_MASK = ExecuteField.INPUT_BASE.maximum();

    /** Sets all fields that say what is read, for a tile of the convolution and some of its taps. */
    void describe(Descriptor.Builder execute, Rectangle convolved, Chunk chunk) {
        Window w = format.window();
        int originY = convolved.top() * w.strideY() - w.padTop() + chunk.rows().first() * w.dilationY() - part.top();
        int originX = convolved.left() * w.strideX() - w.padLeft() - part.left();
        long base = (long) buffer.row() * format.lanes() + start
                + (long) (chunk.blocks().first() - firstBlock) * blockBytes
                + (long) originY * rowBytes + (long) originX * format.pixelBytes()
                + (long) chunk.columns().first() * format.kernelColumnBytes();
        execute.set(ExecuteField.INPUT_BASE, base & ADDRESS_MASK)
                .set(ExecuteField.COLUMN_STEP, w.strideX() * format.pixelBytes())
                .set(ExecuteField.ROW_STEP, (long) w.strideY() * rowBytes)
                .set(ExecuteField.BLOCK_STEP, blockBytes)
                .set(ExecuteField.KERNEL_COLUMN_STEP, format.kernelColumnBytes())
                .set(ExecuteField.KERNEL_ROW_STEP, (long) w.dilationY() * rowBytes)
                .set(ExecuteField.BLOCKS, chunk.blocks().size())
                .set(ExecuteField.KERNEL_COLUMNS, chunk.columns().size())
                .set(ExecuteField.KERNEL_ROWS, chunk.rows().size())
                .set(ExecuteField.STRIDE_X, w.strideX())
                .set(ExecuteField.STRIDE_Y, w.strideY())
                .set(ExecuteField.DILATION_X, format.kernelColumnPixels())
                .set(ExecuteField.DILATION_Y, w.dilationY())
                .set(ExecuteField.ORIGIN_X, originX + chunk.columns().first() * format.kernelColumnPixels())
                .set(ExecuteField.ORIGIN_Y, originY)
                .set(ExecuteField.VALID_COLUMNS, part.columns())
                .set(ExecuteField.VALID_ROWS, part.rows())
                .set(ExecuteField.ZERO_POINT, format.layer().inputZeroPoint());
    }
}
