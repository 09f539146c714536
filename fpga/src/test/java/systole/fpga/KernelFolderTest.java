package systole.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import systole.contract.Configuration;
import systole.contract.Register;
import systole.runtime.fpga.Multiplication;
import systole.runtime.fpga.Platform;

/** The kernel for Vitis, as far as it can be judged without Vitis: schema, ports against the top module and the register map, lint. */
class KernelFolderTest {
    private static final Configuration CONFIGURATION = Configuration.ofArray(4);
    private static final Pattern PORT = Pattern.compile("(?:(input|output)\\s+)?(?:\\[(\\d+):0\\])?\\s*(\\w+)[,\\s]*");
    private static final List<String> MASTER = List.of(
            "awaddr", "awlen", "awsize", "awburst", "awvalid", "awready", "wdata", "wstrb", "wlast", "wvalid", "wready", "bresp", "bvalid", "bready",
            "araddr", "arlen", "arsize", "arburst", "arvalid", "arready", "rdata", "rresp", "rlast", "rvalid", "rready");
    private static final List<String> SLAVE = List.of(
            "awaddr", "awvalid", "awready", "wdata", "wstrb", "wvalid", "wready", "bresp", "bvalid", "bready",
            "araddr", "arvalid", "arready", "rdata", "rresp", "rvalid", "rready");

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        Files.createDirectories(folder.resolve("rtl"));
        Files.writeString(folder.resolve("rtl/Old.sv"), "module Old; endmodule");
        KernelFolder.write(CONFIGURATION, Platform.U250, Multiplication.PACKED, folder);
    }

    @Test
    void schemaHolds() throws Exception {
        String xml = KernelXml.of(CONFIGURATION);
        validator().validate(new StreamSource(new StringReader(xml)));
        assertThrows(SAXException.class, () -> validator().validate(new StreamSource(new StringReader(xml.replace("id=\"3\"", "id=\"2\"")))));
    }

    @Test
    void portsOfTheTopAreThoseOfTheInterfaces() throws IOException {
        Map<String, Integer> ports = ports();
        assertEquals(3 + MASTER.size() + SLAVE.size(), ports.size(), ports::toString);
        for (String pin : List.of("ap_clk", "ap_rst_n", "interrupt")) {
            assertEquals(1, ports.get(pin));
        }
        MASTER.forEach(signal -> assertTrue(ports.containsKey("m_axi_gmem_" + signal), signal));
        SLAVE.forEach(signal -> assertTrue(ports.containsKey("s_axi_control_" + signal), signal));
        assertEquals(64, ports.get("m_axi_gmem_araddr"));
        assertEquals(64, ports.get("m_axi_gmem_awaddr"));
    }

    @Test
    void kernelXmlTellsTheWidthsOfTheTop() throws Exception {
        Map<String, Integer> ports = ports();
        NodeList elements = kernelXml().getElementsByTagName("port");
        for (int i = 0; i < elements.getLength(); i++) {
            Element port = (Element) elements.item(i);
            assertEquals(ports.get(port.getAttribute("name") + "_rdata"), Integer.valueOf(port.getAttribute("dataWidth")));
            assertEquals(ports.get(port.getAttribute("name") + "_wdata"), Integer.valueOf(port.getAttribute("dataWidth")));
        }
        assertEquals(1 << ports.get("s_axi_control_araddr"), Register.SPACE);
    }

    @Test
    void argumentsFillTheRegistersFrom0x10On() throws Exception {
        NodeList arguments = kernelXml().getElementsByTagName("arg");
        int next = 0x10;
        for (int i = 0; i < arguments.getLength(); i++) {
            Element argument = (Element) arguments.item(i);
            assertEquals(i, Integer.parseInt(argument.getAttribute("id")));
            assertEquals(next, Integer.decode(argument.getAttribute("offset")));
            int size = Integer.decode(argument.getAttribute("size"));
            assertEquals(argument.getAttribute("addressQualifier").equals("1") ? 8 : 4, size);
            for (int word = 0; word < size; word += 4) {
                assertEquals(Register.Access.READ_WRITE, Register.at(next + word).orElseThrow().access());
            }
            next += size;
        }
        assertEquals(Register.WATCHDOG.offset() + 4, next);
    }

    @Test
    void noLatchIsLeftAndNoOldFile() throws IOException {
        assertFalse(Files.exists(folder.resolve("rtl/Old.sv")));
        try (var files = Files.list(folder.resolve("rtl"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file).contains("latch"), file::toString);
            }
        }
    }

    @Test
    void verilatorFindsNothingToSay() throws Exception {
        assumeTrue(Programs.installed("verilator"), "skipped: verilator is not installed");
        Path waivers = Path.of("..", "hw", "src", "main", "verilator", "waivers.vlt").toRealPath();
        Programs.run(folder.resolve("rtl"), "verilator", "--lint-only", "-Wall", "--top-module", "systole", waivers.toString(), "systole.sv");
    }

    @Test
    void xmllintAgreesWithTheSchema() throws Exception {
        assumeTrue(Programs.installed("xmllint"), "skipped: xmllint is not installed");
        Path schema = Path.of(KernelFolderTest.class.getResource("kernel.xsd").toURI());
        Programs.run(folder, "xmllint", "--noout", "--schema", schema.toString(), "kernel.xml");
    }

    private static Validator validator() throws SAXException {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        return factory.newSchema(KernelFolderTest.class.getResource("kernel.xsd")).newValidator();
    }

    private static Element kernelXml() throws Exception {
        String xml = Files.readString(folder.resolve("kernel.xml"));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml))).getDocumentElement();
    }

    /** Widths of the top module's ports. */
    private static Map<String, Integer> ports() throws IOException {
        String text = Files.readString(folder.resolve("rtl/systole.sv"));
        String list = text.substring(text.indexOf("module systole(") + "module systole(".length(), text.indexOf(");"));
        Map<String, Integer> ports = new TreeMap<>();
        int width = 1;
        for (String line : list.lines().filter(each -> !each.isBlank()).toList()) {
            Matcher matcher = PORT.matcher(line.strip());
            assertTrue(matcher.matches(), line);
            if (matcher.group(1) != null || matcher.group(2) != null) {
                width = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2)) + 1;
            }
            ports.put(matcher.group(3), width);
        }
        return ports;
    }
}
