package systole.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Shape;
import systole.graph.Window;
import systole.runtime.MemoryTiming;

class CaseTextTest {
    @Test
    void everyCaseIsReadAsItWasWritten() {
        CaseGenerator generator = new CaseGenerator(Accelerator.ALL, 5);
        for (int number = 0; number < 500; number++) {
            Case written = generator.at(number);
            Case read = CaseText.parse(written.toString());
            assertEquals(written, read);
            assertArrayEquals(written.inputBytes(), read.inputBytes());
        }
    }

    @Test
    void isAWordThatShellsLeaveAlone() {
        CaseGenerator generator = new CaseGenerator(Accelerator.ALL, 6);
        for (int number = 0; number < 500; number++) {
            String text = generator.at(number).toString();
            assertTrue(text.matches("[a-z0-9=,./:-]+"), text);
        }
    }

    @Test
    void namesWhatIsNotUsual() {
        MemoryTiming memory = new MemoryTiming(7, OptionalInt.of(3), 0.3, 9);
        Window window = new Window(3, 2, 2, 1, 1, 0, 2, 3, 1, 2);
        Tail tail = new Tail(-128, -100, 99, OptionalInt.of(4));
        Case all = new Case(new Accelerator(4, Accelerator.Sizes.SMALLEST), memory, new Input(Shape.map(4, 9, 7), 5, Fill.LOWEST), List.of(
                new Node(0, new Layer.Convolution(6, window, 2, Weights.EXTREME, tail)),
                new Node(0, new Layer.MaxPool(Window.square(2, 2, 0))),
                new Node(1, new Layer.AveragePool(Window.square(2, 1, 0), Tail.PLAIN)),
                new Node(3, new Layer.Linear(10, Weights.ONES, Tail.PLAIN))));
        assertEquals("array=4,sizes=smallest,seed=9,latency=7,bandwidth=3,stalls=0.3/input=4x9x7,zero=5,fill=lowest"
                + "/conv=6,kernel=3x2,stride=2x1,pad=1.0.2.3,dilation=1x2,groups=2,weights=extreme,zero=-128,clamp=-100:99,lookup=4"
                + "/maxpool=2x2,stride=2x2,reads=0/averagepool=2x2,reads=1/linear=10", CaseText.format(all));
        assertEquals(all, CaseText.parse(CaseText.format(all)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"array=4/input=1x1x1/conv=1", "array=64,seed=-5/input=1x1x3/maxpool=1x3,pad=0.2.0.2/linear=1/linear=2"})
    void leavesOutWhatIsUsual(String text) {
        assertEquals(text, CaseText.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | key=value",
        "array=4 | must be written as in",
        "array=4/input=1x1x1 | must be written as in",
        "input=1x1x1/array=4/conv=1 | must be written as in",
        "array=4/input=1x1x1/conv | key=value",
        "array=4/input=1x1x1/conv=1,conv=2 | key=value",
        "array=4/input=1x1x1/dense=1 | a layer must be one of conv, transposed, linear, maxpool, averagepool, lookup, normalise, add, concat, not dense",
        "array=4/input=1x1x1/conv=x | conv must be written as in conv=1, not x",
        "array=4/input=1x1/conv=1 | input must be written as in input=3x8x8, not 1x1",
        "array=4/input=1x1x1/conv=1,kernel=3 | kernel must be written as in kernel=1x1, not 3",
        "array=4/input=1x1x1/conv=1,colour=3 | conv has no colour; there are: kernel",
        "array=4/input=1x1x1/conv=1,weights=heavy | weights must be one of [ones, random, extreme], not heavy",
        "array=4/input=1x1x1/conv=1,kernel=2x2 | layer 1: a window of 2x2",
        "array=4/input=1x1x1/conv=1,kernel=2x2,dilation=300x1 | no number beyond 256",
        "array=4/input=1x1x1/conv=1,kernel=2x2,dilation=2147483647x1 | at most 1048576",
        "array=4/input=1x1x1/conv=1,zero=128 | a zero point must be from -128 to 127, not 128",
        "array=4/input=1x1x1,zero=-129/conv=1 | -129",
        "array=4/input=1x1x1/conv=1,clamp=3:2 | clamp bounds must lie in -128 to 127, not 3 to 2",
        "array=4/input=1x1x1/conv=1,reads=1 | layer 1 must read 0 (the input) to 0, not 1",
        "array=4/input=3x1x1/conv=1,groups=2 | layer 1: 2 groups must divide 3 input and 1 output channels",
        "array=4/input=1x3x3/maxpool=1x1,pad=1.0.0.0 | padding must be smaller than its kernel",
        "array=4/input=1x1x1/linear=2/conv=1 | layer 2",
        "array=5/input=1x1x1/conv=1 | array size must be a power of two from 4 to 64, not 5",
        "array=4,stalls=often/input=1x1x1/conv=1 | stalls must be a number, not often",
        "array=4,stalls=1/input=1x1x1/conv=1 | stall probability must be from 0 to below 1, not 1.0",
        "array=4/input=9999x9999x9999/conv=1 | product below 2^31",
        "array=4/input=9999x999x1/conv=1 | at most 4194304 bytes",
        "array=4/input=9999x1x1/linear=99999 | at most 16777216 weights",
        "array=4/input=1x1x1/linear=2147483647 | at most 4194304 bytes",
    })
    void saysWhatIsWrong(String text, String part) {
        String message = assertThrows(IllegalArgumentException.class, () -> CaseText.parse(text)).getMessage();
        assertTrue(message.contains(part), message);
        assertEquals(1, message.lines().count(), message);
    }
}
