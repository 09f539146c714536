package systole.onnx.operator;

import systole.onnx.OnnxException;

/**
 * Where the elements of a resized axis lie on the original one (Resize's {@code coordinate_transformation_mode}).
 *
 * @param mode its name
 * @param extent of the original axis
 * @param output of the resized axis
 * @param scale output / extent, as far as it was given and not rounded
 * @param roiStart the part of the axis that is taken by {@code tf_crop_and_resize}, from 0 to 1
 * @param roiEnd its end
 */
record Coordinates(String mode, int extent, int output, double scale, double roiStart, double roiEnd) {
    /** The place of an element on the original axis, perhaps outside it; throws {@link OnnxException} for an unknown mode. */
    double original(int index) {
        double length = scale * extent;
        return switch (mode) {
            case "half_pixel" -> (index + 0.5) / scale - 0.5;
            case "half_pixel_symmetric" -> extent / 2.0 * (1 - output / length) + (index + 0.5) / scale - 0.5;
            case "pytorch_half_pixel" -> length > 1 ? (index + 0.5) / scale - 0.5 : 0;
            case "tf_half_pixel_for_nn" -> (index + 0.5) / scale;
            case "align_corners" -> length == 1 ? 0 : index * (extent - 1) / (length - 1);
            case "asymmetric" -> index / scale;
            case "tf_crop_and_resize" -> (extent - 1) * (length > 1 ? roiStart + index * (roiEnd - roiStart) / (length - 1) : (roiStart + roiEnd) / 2);
            default -> throw new OnnxException("its coordinate_transformation_mode %s is not known".formatted(mode));
        };
    }

    /** Whether the place is beyond the original's first or last element, where cropping asks for another value. */
    boolean isBeyond(int index) {
        double place = original(index);
        return mode.equals("tf_crop_and_resize") && (place < 0 || place > extent - 1);
    }
}
