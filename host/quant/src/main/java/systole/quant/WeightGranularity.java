package systole.quant;

import java.util.Arrays;

/** Which weights share a scale. */
public enum WeightGranularity {
    /** Those of an output channel. */
    PER_CHANNEL {
        @Override
        float[] shared(float[] scales) {
            return scales;
        }
    },
    /** All of a layer. */
    PER_TENSOR {
        @Override
        float[] shared(float[] scales) {
            float largest = 0;
            for (float scale : scales) {
                largest = Math.max(largest, scale);
            }
            float[] all = new float[scales.length];
            Arrays.fill(all, largest);
            return all;
        }
    };

    /** The scales to use, given for each output channel the least that holds its weights. */
    abstract float[] shared(float[] scales);
}
