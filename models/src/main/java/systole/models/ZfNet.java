package systole.models;

import systole.graph.Value;
import systole.graph.Window;

/**
 * ZFNet of Zeiler and Fergus, 2014, figure 3: AlexNet in one column with a first layer of 7x7 and stride 2. The paper's contrast normalisation is
 * AlexNet's; paddings are those that give the figure's sizes.
 */
final class ZfNet {
    private static final Window CONV3 = Window.square(3, 1, 1);
    private static final Window PADDED_POOL = Window.square(3, 2, 1);

    private ZfNet() {
    }

    static Value layers(Value image, NetworkSize size) {
        Value x = image.conv2d("conv1", size.channels(96), Window.square(7, 2, 1)).relu("relu1");
        x = AlexNet.normalise(x.maxPool("pool1", PADDED_POOL), "norm1");
        x = x.conv2d("conv2", size.channels(256), Window.square(5, 2, 0)).relu("relu2");
        x = AlexNet.normalise(x.maxPool("pool2", PADDED_POOL), "norm2");
        x = x.conv2d("conv3", size.channels(384), CONV3).relu("relu3");
        x = x.conv2d("conv4", size.channels(384), CONV3).relu("relu4");
        x = x.conv2d("conv5", size.channels(256), CONV3).relu("relu5").maxPool("pool5", Window.square(3, 2, 0));
        return Heads.fullyConnected(x, size, 4096, 4096);
    }
}
