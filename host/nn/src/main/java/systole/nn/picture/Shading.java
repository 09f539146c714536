package systole.nn.picture;

import java.awt.Color;

/** How a number between the smallest and the largest of a picture is shown. */
public enum Shading {
    /** Black to white. */
    GREY {
        @Override
        int rgb(double share) {
            return packed(share, share, share);
        }
    },
    /** Black over red and yellow to white. */
    HEAT {
        @Override
        int rgb(double share) {
            return packed(3 * share, 3 * share - 1, 3 * share - 2);
        }
    };

    /**
     * A colour.
     *
     * @param share 0 to 1; what is no number is shown in magenta
     */
    abstract int rgb(double share);

    /** The colour of a value; where all are equal, that of the smallest. */
    int rgb(double value, double smallest, double largest) {
        if (!Double.isFinite(value)) {
            return Color.MAGENTA.getRGB();
        }
        return rgb(largest > smallest ? (value - smallest) / (largest - smallest) : 0);
    }

    static int packed(double red, double green, double blue) {
        return new Color(part(red), part(green), part(blue)).getRGB();
    }

    private static float part(double value) {
        return (float) Math.clamp(value, 0.0, 1.0);
    }
}
