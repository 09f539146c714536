package systole.tests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main method of the tests in a JVM of its own. */
final class JavaProgram {
    private JavaProgram() {
    }

    /** The file of this JVM's program, and arguments that run the class as this JVM would. */
    static List<String> words(Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), main.getName()));
        words.addAll(List.of(arguments));
        return words;
    }
}
