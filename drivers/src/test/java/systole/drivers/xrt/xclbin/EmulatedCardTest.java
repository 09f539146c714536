package systole.drivers.xrt.xclbin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import systole.contract.KernelArgument;
import systole.contract.Region;
import systole.contract.Register;

/** The file, read by the structures of xclbin.h. That the runtime itself takes it is shown where it runs. */
class EmulatedCardTest {
    @TempDir
    private Path folder;

    private Path file;
    private ByteBuffer bytes;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("card.xclbin");
        new EmulatedCard(1L << 32, 1L << 30).write(file);
        bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void headerTellsLengthPlatformAndMode() throws IOException {
        assertEquals(bytes.capacity(), bytes.getLong(304));
        XclbinHeader header = XclbinHeader.read(file);
        assertEquals(EmulatedCard.PLATFORM, header.platform());
        assertFalse(header.forCards());
        assertFalse(Arrays.equals(new byte[16], header.uuid()));
    }

    @Test
    void sectionsLieWithinTheFileWithoutOverlap() {
        long end = 456 + 40L * sections().size();
        assertEquals(6, sections().size());
        for (ByteBuffer section : sections().values()) {
            assertTrue(section.arrayOffset() >= end && section.arrayOffset() % 8 == 0, section.toString());
            end = section.arrayOffset() + section.capacity();
        }
        assertTrue(end <= bytes.capacity());
    }

    @Test
    void memoryAndKernelAreWhereTheyWerePut() {
        ByteBuffer memory = sections().get(SectionKind.MEM_TOPOLOGY.code());
        assertEquals(1, memory.getInt(0));
        assertEquals(1L << 20, memory.getLong(16), "KiB");
        assertEquals(1L << 32, memory.getLong(24));
        ByteBuffer kernel = sections().get(SectionKind.IP_LAYOUT.code());
        assertEquals(1, kernel.getInt(0));
        assertEquals(0, kernel.getLong(16) % Register.SPACE);
        assertEquals("systole:systole_1", LittleEndian.text(kernel, 24, 64));
        assertEquals(1 + Region.values().length, sections().get(SectionKind.CONNECTIVITY.code()).getInt(0));
    }

    @Test
    void metadataNamesEveryArgumentsPlace() throws Exception {
        ByteBuffer section = sections().get(SectionKind.EMBEDDED_METADATA.code());
        byte[] xml = new byte[section.remaining()];
        section.get(xml);
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        var arguments = document.getElementsByTagName("arg");
        assertEquals(KernelArgument.values().length, arguments.getLength());
        for (KernelArgument argument : KernelArgument.values()) {
            Element element = (Element) arguments.item(argument.position());
            assertEquals(argument.position(), Integer.parseInt(element.getAttribute("id")));
            assertEquals(argument.register().offset(), Integer.decode(element.getAttribute("offset")));
            assertEquals(argument.bytes(), Integer.decode(element.getAttribute("size")));
        }
    }

    @Test
    void equalCardsGiveEqualFiles() throws IOException {
        Path again = folder.resolve("again.xclbin");
        new EmulatedCard(1L << 32, 1L << 30).write(again);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
    }

    /** By their kind. */
    private Map<Integer, ByteBuffer> sections() {
        Map<Integer, ByteBuffer> sections = new TreeMap<>();
        for (int i = 0; i < bytes.getInt(448); i++) {
            int at = 456 + 40 * i;
            int offset = Math.toIntExact(bytes.getLong(at + 24));
            sections.put(bytes.getInt(at), bytes.slice(offset, Math.toIntExact(bytes.getLong(at + 32))).order(ByteOrder.LITTLE_ENDIAN));
        }
        return sections;
    }
}
