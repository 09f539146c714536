package systole.sim;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Collects what a build depends on into a key of 16 hexadecimal digits. Parts are told apart by their names and lengths. */
final class Digest {
    private static final int KEY_BYTES = 8;

    private final MessageDigest digest;

    Digest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    Digest text(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        part(name, bytes.length);
        digest.update(bytes);
        return this;
    }

    /** A file, or all files of a folder in the order of their names. */
    Digest files(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                part(root.relativize(file).toString(), Files.size(file));
                copy(file);
            }
        }
        return this;
    }

    String key() {
        return HexFormat.of().formatHex(digest.digest(), 0, KEY_BYTES);
    }

    private void part(String name, long length) {
        digest.update((name + '\n' + length + '\n').getBytes(StandardCharsets.UTF_8));
    }

    private void copy(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file);
                OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            input.transferTo(sink);
        }
    }
}
