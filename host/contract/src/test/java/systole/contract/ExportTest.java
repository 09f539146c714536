package systole.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExportTest {
    @Test
    void headerHoldsEveryRegisterAndTheHash() {
        Configuration configuration = Configuration.ofArray(8);
        String header = CHeader.of(configuration);
        for (Register register : Register.values()) {
            assertTrue(header.contains("#define SYSTOLE_REGISTER_%s 0x%xu\n".formatted(register, register.offset())));
        }
        assertTrue(header.contains("UINT64_C(0x" + configuration.hashText() + ")"));
        assertTrue(header.contains("#define SYSTOLE_ARRAY_SIZE 8u\n"));
    }

    @Test
    void documentationEqualsTheContract() throws IOException {
        String documented = Files.readString(Path.of("../../docs/ISA.md"));
        assertEquals(MarkdownTables.page(), documented,
                "docs/ISA.md is out of date: run ./systole docs");
    }
}
