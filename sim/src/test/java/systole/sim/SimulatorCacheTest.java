package systole.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorCacheTest {
    @Test
    void folderFollowsTheEnvironment() {
        assertEquals(Path.of("/a"), SimulatorCache.folder(Map.of("SYSTOLE_CACHE", "/a", "XDG_CACHE_HOME", "/b")));
        assertEquals(Path.of("/b/systole"), SimulatorCache.folder(Map.of("XDG_CACHE_HOME", "/b")));
        assertEquals(Path.of(System.getProperty("user.home"), ".cache", "systole"), SimulatorCache.folder(Map.of("SYSTOLE_CACHE", "")));
    }
}
