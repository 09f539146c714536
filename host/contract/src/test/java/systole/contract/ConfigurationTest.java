package systole.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16, 32, 64})
    void defaultsAreValidForEveryArraySize(int size) {
        Configuration configuration = Configuration.ofArray(size);
        assertEquals(size, configuration.array().size());
        assertEquals(configuration.hash(), Configuration.ofArray(size).hash(), "the hash depends on nothing else");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 12, 128, -16})
    void refusesOtherSizesAndNamesThem(int size) {
        String message = assertThrows(IllegalArgumentException.class, () -> Configuration.ofArray(size)).getMessage();
        assertEquals("array size must be a power of two from 4 to 64, not " + size, message);
    }

    @Test
    void differentConfigurationsHaveDifferentHashes() {
        assertNotEquals(Configuration.ofArray(8).hash(), Configuration.ofArray(16).hash());
    }

    @Test
    void theBusOfAWideArrayIsWide() {
        assertEquals(16, Configuration.ofArray(16).bus().bytes());
        assertEquals(64, Configuration.ofArray(32).bus().bytes());
    }
}
