package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.graph.Shape;

class MiniBatchesTest {
    private final AtomicInteger read = new AtomicInteger();
    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    private MiniBatchSource source(Augmentation augmentation) {
        Dataset data = new Dataset() {
            @Override
            public int size() {
                return 100;
            }

            @Override
            public float[] image(int index) {
                read.incrementAndGet();
                threads.add(Thread.currentThread().getName());
                return new float[] {index, index};
            }

            @Override
            public int label(int index) {
                return index % 3;
            }
        };
        return new MiniBatchSource(data, Shape.vector(2), 3, augmentation, 4);
    }

    @ParameterizedTest
    @CsvSource({"20, 7, '7 7 6'", "21, 7, '7 7 7'", "1, 7, '1'", "7, 1, '1 1 1 1 1 1 1'"})
    void comeInOrderAndWhole(int images, int batchSize, String sizes) {
        List<Integer> order = IntStream.range(0, images).map(i -> (i * 37 + 5) % 100).boxed().toList();
        List<Integer> seen = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        try (MiniBatches batches = new MiniBatches(source(Augmentation.NONE), order, batchSize)) {
            batches.forEachRemaining(batch -> {
                counts.add(String.valueOf(batch.images()));
                for (int i = 0; i < batch.images(); i++) {
                    seen.add((int) batch.inputs()[2 * i + 1]);
                    assertEquals(1, batch.targets()[3 * i + seen.getLast() % 3]);
                }
            });
            assertFalse(batches.hasNext());
        }
        assertEquals(order, seen);
        assertEquals(sizes, String.join(" ", counts));
        assertEquals(1, threads.size());
        assertFalse(threads.contains(Thread.currentThread().getName()));
    }

    @Test
    void areNoMoreThanThreeAhead() throws InterruptedException {
        try (MiniBatches batches = new MiniBatches(source(Augmentation.NONE), IntStream.range(0, 100).boxed().toList(), 5)) {
            for (int waited = 0; read.get() < 15 && waited < 500; waited++) {
                Thread.sleep(10);
            }
            Thread.sleep(20);
            assertEquals(15, read.get());
            batches.next();
        }
    }

    @Test
    void chanceBelongsToTheImageAndNotToItsPlace() {
        Augmentation chance = (image, random) -> new Tensor(image.shape(), new float[] {image.values()[0], random.nextFloat()});
        MiniBatch one = source(chance).of(List.of(3, 8, 5));
        MiniBatch other = source(chance).of(List.of(5, 3));
        assertEquals(one.inputs()[5], other.inputs()[1]);
        assertEquals(one.inputs()[1], other.inputs()[3]);
        assertTrue(one.inputs()[1] != one.inputs()[3]);
    }

    @Test
    void imagesThatDoNotFitAreNamed() {
        MiniBatchSource wrong = new MiniBatchSource(source(Augmentation.NONE).data(), Shape.map(1, 2, 2), 3, Augmentation.NONE, 4);
        assertEquals("image 7 has 2 values, but the network reads 1x2x2, which is 4",
                assertThrows(IllegalArgumentException.class, () -> wrong.of(List.of(7))).getMessage());
        Augmentation cut = (_, _) -> Tensor.zeros(Shape.vector(1));
        assertEquals("an augmentation made 1 of image 7, which is 2; it must keep the shape",
                assertThrows(IllegalArgumentException.class, () -> source(cut).of(List.of(7))).getMessage());
        try (MiniBatches batches = new MiniBatches(wrong, List.of(7), 3)) {
            assertThrows(IllegalArgumentException.class, batches::next);
        }
    }

    @Test
    void augmentationsFollowOneAnother() {
        Augmentation add = (image, _) -> new Tensor(image.shape(), new float[] {image.values()[0] + 1, 0});
        Augmentation twice = (image, _) -> new Tensor(image.shape(), new float[] {image.values()[0] * 2, 0});
        assertArrayEquals(new float[] {8, 0}, source(add.then(twice)).of(List.of(3)).inputs());
        assertArrayEquals(new float[] {7, 0}, source(twice.then(add)).of(List.of(3)).inputs());
    }
}
