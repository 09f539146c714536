package systole.nn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Weights in NumPy's npz files: a zip file with a {@code name.npy} for each tensor; see {@link Npy}. */
public final class Npz {
    private static final String SUFFIX = ".npy";
    /** Zip files begin in 1980; a fixed time makes equal weights equal files. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {
    }

    /** Reads a file as {@code numpy.savez} or {@code savez_compressed} write it; throws {@link WeightsException} with one line that names it. */
    public static Parameters read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new WeightsException("there is no weights file " + file);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = name(file, entry);
                if (tensors.put(name, tensor(file, zip, entry, name)) != null) {
                    throw broken(file, "it has two arrays " + name);
                }
            }
            return new Parameters(tensors);
        } catch (IOException | IllegalArgumentException e) {
            throw e instanceof WeightsException known ? known : broken(file, e.getMessage());
        }
    }

    /** Writes a file whole or not at all, replacing what was there; throws {@link WeightsException} with one line that names it. */
    public static void write(Path file, Parameters parameters) {
        WeightsOutput.write(file, stream -> {
            ZipOutputStream zip = new ZipOutputStream(stream);
            for (Map.Entry<String, Tensor> tensor : parameters.tensors().entrySet()) {
                ZipEntry entry = new ZipEntry(tensor.getKey() + SUFFIX);
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                Npy.write(tensor.getValue(), zip);
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static String name(Path file, ZipEntry entry) {
        if (!entry.getName().endsWith(SUFFIX)) {
            throw broken(file, "its entry '%s' is no %s file".formatted(entry.getName(), SUFFIX));
        }
        return entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
    }

    private static Tensor tensor(Path file, ZipFile zip, ZipEntry entry, String name) throws IOException {
        try (InputStream stream = zip.getInputStream(entry)) {
            return Npy.read(stream);
        } catch (WeightsException e) {
            throw broken(file, "array %s: %s".formatted(name, e.getMessage()));
        }
    }

    private static WeightsException broken(Path file, String why) {
        return new WeightsException("weights %s are not a readable npz file: %s".formatted(file, why));
    }
}
