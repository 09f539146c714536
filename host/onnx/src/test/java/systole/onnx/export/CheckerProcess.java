package systole.onnx.export;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.onnx.global.onnx;

/** A program of its own around ONNX's checker, for a JVM that loads ONNX Runtime cannot load it too: see {@link OnnxChecker}. */
final class CheckerProcess {
    /** There is no native library for this platform. */
    static final int ABSENT = 3;
    static final String ACCEPTED = "accepted";

    private CheckerProcess() {
    }

    /** Prints a line for each file: that it is accepted, or what the checker says. */
    public static void main(String[] files) {
        try {
            Loader.load(onnx.class);
        } catch (UnsatisfiedLinkError e) {
            System.exit(ABSENT);
        }
        for (String file : files) {
            System.out.println(verdict(file));
        }
    }

    /** With the inference of types and shapes, which must find no contradiction; operators of other domains than ONNX's are passed over. */
    private static String verdict(String file) {
        try {
            onnx.check_model(file, true, false, false);
            return ACCEPTED;
        } catch (RuntimeException e) {
            return "refused: " + e.getMessage().strip().replaceAll("\\s+", " ");
        }
    }
}
