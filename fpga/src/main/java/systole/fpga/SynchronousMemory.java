package systole.fpga;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A memory with one writing port and one reading port whose output is registered: what block memories of FPGAs are. Reading a row in the cycle in
 * which it is written is undefined, as the accelerator never looks at the result.
 *
 * @param name the module's
 * @param depth rows
 * @param width bits of a row
 */
record SynchronousMemory(String name, int depth, int width) {
    private static final Pattern LINE = Pattern.compile("name (\\w+) depth (\\d+) width (\\d+) ports write,read\\s*");

    /** Reads firtool's list of memories; throws {@link IllegalArgumentException} at a memory with other ports. */
    static List<SynchronousMemory> of(List<String> lines) {
        return lines.stream().filter(line -> !line.isBlank()).map(SynchronousMemory::of).toList();
    }

    private static SynchronousMemory of(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "the memory \"%s\" is none of one writing and one reading port; write a module for its ports".formatted(line));
        }
        return new SynchronousMemory(matcher.group(1), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
    }

    /** The module, in the form from which Vivado and Yosys infer block memories and UltraRAM. */
    String verilog() {
        return """
                module %1$s(
                  input [%2$d:0] R0_addr,
                  input R0_en,
                  input R0_clk,
                  output reg [%3$d:0] R0_data,
                  input [%2$d:0] W0_addr,
                  input W0_en,
                  input W0_clk,
                  input [%3$d:0] W0_data);
                  reg [%3$d:0] rows [0:%4$d];
                  always @(posedge R0_clk) if (R0_en) R0_data <= rows[R0_addr];
                  always @(posedge W0_clk) if (W0_en) rows[W0_addr] <= W0_data;
                endmodule
                """.formatted(name, addressBits() - 1, width - 1, depth - 1);
    }

    private int addressBits() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(depth - 1);
    }
}
