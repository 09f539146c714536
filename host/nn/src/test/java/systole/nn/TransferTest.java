package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Window;

/** A trained network with a new head on other classes. */
class TransferTest {
    private static final Graph OLD = Graph.sequential("old", Shape.map(1, 4, 4)).conv2d("conv", 3, Window.square(3, 1, 1)).batchNorm2d("bn").relu("relu")
            .flatten("flatten").linear("fc", 5).softmax("softmax").build();
    private static final Graph NEW = OLD.after("relu").linear("fc", 2).linear("extra", 2).build();

    private record Stripes(int size) implements Dataset {
        @Override
        public float[] image(int index) {
            float[] image = new float[16];
            for (int i = 0; i < 16; i++) {
                image[i] = (index % 2 == 0 ? i / 4 : i % 4) % 2 + index % 3;
            }
            return image;
        }

        @Override
        public int label(int index) {
            return index % 2;
        }
    }

    @Test
    void aNewHeadReadsWhatTheOldOneRead() {
        assertEquals(List.of("input", "conv", "bn", "relu", "fc", "extra"), NEW.nodes().stream().map(node -> node.name()).toList());
        assertEquals(Shape.vector(2), NEW.outputShape());
        assertEquals("graph old has no node relu7", assertThrows(IllegalArgumentException.class, () -> OLD.after("relu7")).getMessage());
    }

    @Test
    void weightsAreTakenByNameAndTheRestIsReported() {
        Parameters old = Initialiser.he().parameters(OLD, 1);
        Parameters parameters = Initialiser.he().parameters(NEW, 2);
        float[] head = parameters.get("fc.weight").values().clone();
        TransferReport report = parameters.loadByName(old);
        assertEquals(List.of("conv.weight", "conv.bias", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"), report.loaded());
        assertEquals("6 tensors fit; missing: extra.weight, extra.bias; unexpected: none; of another shape: fc.weight, fc.bias", report.toString());
        assertEquals(List.of("extra.weight", "extra.bias"), old.loadByName(parameters).unexpected());
        assertFalse(report.isComplete());
        assertArrayEquals(old.get("conv.weight").values(), parameters.get("conv.weight").values());
        assertArrayEquals(head, parameters.get("fc.weight").values());
    }

    @Test
    void frozenNodesStayAsTheyAreToTheLastBit() {
        Parameters parameters = Initialiser.he().parameters(NEW, 2);
        Parameters before = Initialiser.he().parameters(NEW, 2);
        TrainingPlan plan = TrainingPlan.of(4, 5, Schedule.constant(0.05)).freezing(Set.of("conv", "bn"))
                .with(Objective.of(Loss.crossEntropy()).with(Regulariser.l2(0.1)));
        List<EpochResult> results = new Trainer(NEW, parameters, new AdamW(), plan).train(new Stripes(23), TrainingListener.NONE);
        parameters.tensors().forEach((name, tensor) ->
                assertEquals(!name.startsWith("fc") && !name.startsWith("extra"), Arrays.equals(before.get(name).values(), tensor.values()), name));
        assertEquals(true, results.getLast().loss() < results.getFirst().loss());
        assertEquals("graph old has no node conv9", assertThrows(IllegalArgumentException.class,
                () -> new Trainer(NEW, parameters, new Sgd(), plan.freezing(Set.of("conv9")))).getMessage());
    }

    @Test
    void whatOnlyFrozenNodesDependOnIsNotComputed() {
        Parameters parameters = Initialiser.he().parameters(NEW, 2);
        Parameters all = Parameters.gradients(NEW);
        Parameters some = Parameters.gradients(NEW).without(Set.of("conv", "bn", "fc"));
        Batch batch = new Batch(NEW, parameters, Phase.TRAINING, 2);
        Pass pass = new Pass(2, 0, Workers.single());
        System.arraycopy(new Stripes(1).image(0), 0, batch.input(), 0, 16);
        batch.forward(pass);
        Arrays.fill(batch.outputGradient(), 1);
        batch.backward(pass, some);
        for (String node : List.of("input", "conv", "bn", "relu")) {
            assertArrayEquals(new float[2 * NEW.node(node).output().size()], batch.gradient(node), node);
        }
        batch.backward(pass, all);
        some.tensors().forEach((name, tensor) -> assertArrayEquals(all.get(name).values(), tensor.values(), name));
        assertArrayEquals(new float[2 * 16], batch.gradient("input"), "nobody trains the input");
        assertFalse(Arrays.equals(new float[all.get("conv.weight").values().length], all.get("conv.weight").values()));
    }
}
