package systole.nn.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Window;
import systole.nn.Initialiser;
import systole.nn.Parameters;
import systole.nn.Tensor;

class PicturesTest {
    private static final int BLACK = 0xFF000000;
    private static final int WHITE = 0xFFFFFFFF;

    @Test
    void mapsReachFromBlackToWhite() {
        BufferedImage picture = TensorPicture.of(new Tensor(Shape.map(1, 2, 3), new float[] {-1, 0, 1, -1, 0, 3}), Shading.GREY);
        assertEquals(32 * 3, picture.getWidth());
        assertEquals(32 * 2, picture.getHeight());
        assertEquals(BLACK, picture.getRGB(0, 0));
        assertEquals(0xFF404040, picture.getRGB(33, 31));
        assertEquals(WHITE, picture.getRGB(95, 63));
    }

    @Test
    void coloursKeepTheirProportion() {
        BufferedImage picture = TensorPicture.of(new Tensor(Shape.map(3, 1, 2), new float[] {1, 0, 0, 0, 0, 1}), Shading.GREY);
        assertEquals(0xFFFF0000, picture.getRGB(0, 0));
        assertEquals(0xFF0000FF, picture.getRGB(picture.getWidth() - 1, 0));
    }

    @Test
    void whatIsNoNumberOrAlwaysTheSameIsShownToo() {
        BufferedImage picture = TensorPicture.of(new Tensor(Shape.map(1, 1, 3), new float[] {5, Float.NaN, 5}), Shading.HEAT);
        assertEquals(BLACK, picture.getRGB(0, 0));
        assertEquals(0xFFFF00FF, picture.getRGB(picture.getWidth() / 2, 0));
    }

    @Test
    void largeMapsAreNotEnlarged() {
        assertEquals(224, TensorPicture.of(Tensor.zeros(Shape.map(3, 224, 224)), Shading.GREY).getWidth());
    }

    @Test
    void everyChannelIsAPictureAndAVectorIsOne() {
        assertEquals(5, TensorPicture.channels(Tensor.zeros(Shape.map(5, 2, 2)), Shading.GREY).size());
        List<BufferedImage> vector = TensorPicture.channels(Tensor.zeros(Shape.vector(70)), Shading.GREY);
        assertEquals(1, vector.size());
        assertEquals(3 * 3, vector.getFirst().getHeight());
    }

    @Test
    void aVeilIsStretchedOverTheImage() {
        Tensor image = new Tensor(Shape.map(1, 4, 4), new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        BufferedImage picture = TensorPicture.veiled(image, new Tensor(Shape.map(1, 2, 2), new float[] {0, 1, 0, 0}));
        assertEquals(BLACK, picture.getRGB(0, 0));
        assertEquals(0xFF999999, picture.getRGB(picture.getWidth() - 1, 0));
        assertEquals(0xFF666666, picture.getRGB(picture.getWidth() - 1, picture.getHeight() - 1));
    }

    @Test
    void filtersAreThoseOfTheFirstLayer() {
        assertEquals(6, filters(Graph.sequential("grey", Shape.map(1, 8, 8)).conv2d("conv", 6, Window.square(3, 1, 1)).build()));
        assertEquals(4, filters(Graph.sequential("colour", Shape.map(3, 8, 8)).conv2d("conv", 4, Window.square(3, 1, 1)).build()));
        assertEquals(8, filters(Graph.sequential("planes", Shape.map(2, 8, 8)).conv2d("conv", 4, Window.square(3, 1, 1)).build()));
        assertEquals(10, filters(Graph.sequential("linear", Shape.map(1, 8, 8)).flatten("flat").linear("fc", 10).build()));
        assertEquals(0, filters(Graph.sequential("pooled", Shape.map(1, 8, 8)).maxPool("pool", Window.square(2, 2, 0)).linear("fc", 10).build()));
        assertEquals(0, filters(Graph.sequential("vector", Shape.vector(8)).linear("fc", 10).build()));
    }

    private static int filters(Graph graph) {
        Parameters parameters = Initialiser.he().parameters(graph, 1);
        return Filters.of(graph, parameters).map(filters -> filters.pictures().size()).orElse(0);
    }

    @Test
    void sheetsHaveRoomForAll() {
        BufferedImage small = new BufferedImage(10, 20, BufferedImage.TYPE_INT_RGB);
        BufferedImage large = new BufferedImage(30, 5, BufferedImage.TYPE_INT_RGB);
        BufferedImage sheet = Sheet.of(List.of(small, large, small));
        assertEquals(6 + 2 * 36, sheet.getWidth());
        assertEquals(6 + 2 * 26, sheet.getHeight());
        assertEquals(WHITE, sheet.getRGB(0, 0));
        assertEquals(BLACK, sheet.getRGB(6 + 36 + 29, 6 + 4));
        assertEquals(WHITE, sheet.getRGB(6 + 36 + 29, 6 + 5));
        BufferedImage captioned = Sheet.of(List.of(new Sheet.Cell(large, "three")), 4);
        assertEquals(6 + 36, captioned.getWidth());
        boolean written = false;
        for (int x = 6; x < 36; x++) {
            written |= captioned.getRGB(x, captioned.getHeight() - 12) != WHITE;
        }
        assertTrue(written);
    }
}
