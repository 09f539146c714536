package systole.models.data;

/**
 * Where a light-on-dark picture is light.
 *
 * @param left first column, {@code right} the one after the last; likewise top and bottom
 * @param centreX centre of mass in pixels from the left edge; likewise y
 */
record Ink(int left, int top, int right, int bottom, double centreX, double centreY) {
    /** Of pixels with at least a quarter of the lightest one's value: paper has grain. A black picture is ink all over. */
    static Ink of(GreyImage image) {
        int threshold = threshold(image);
        int left = image.width();
        int top = image.height();
        int right = 0;
        int bottom = 0;
        double mass = 0;
        double momentX = 0;
        double momentY = 0;
        for (int i = 0; i < image.pixels().length; i++) {
            int x = i % image.width();
            int y = i / image.width();
            if (image.at(x, y) >= threshold) {
                left = Math.min(left, x);
                top = Math.min(top, y);
                right = Math.max(right, x + 1);
                bottom = Math.max(bottom, y + 1);
                int weight = Math.max(1, image.at(x, y));
                mass += weight;
                momentX += weight * (x + 0.5);
                momentY += weight * (y + 0.5);
            }
        }
        return new Ink(left, top, right, bottom, momentX / mass, momentY / mass);
    }

    private static int threshold(GreyImage image) {
        int lightest = 0;
        for (byte pixel : image.pixels()) {
            lightest = Math.max(lightest, Byte.toUnsignedInt(pixel));
        }
        return (lightest + 3) / 4;
    }
}
