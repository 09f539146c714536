// Stand-in for the accelerator, to test the harness alone: copies DESCRIPTORS beats from INPUT to OUTPUT with the accelerator's
// ports and register map. Bursts of 16 beats start wherever INPUT and OUTPUT say: near a page's end they break the protocol.
//
// Registers that mean something else here:
//   WORKSPACE (64 bits)   write strobes of every beat
//   CONSTANTS_LOW         bit 0: bursts are FIXED; bit 1: WLAST comes a beat early; bit 2: AXI4-Lite does not answer
//   counter 0, 1, 2       cycles from start to done, first AR handshake to R valid, first last-W handshake to B valid
// SYSTOLE_BUS_BYTES and SYSTOLE_HASH are defined by a line that the test puts before this text.
module systole #(
    parameter int Bytes = `SYSTOLE_BUS_BYTES
) (
    input  logic ap_clk, ap_rst_n,
    output logic interrupt,

    input  logic [11:0] s_axi_control_awaddr,
    input  logic        s_axi_control_awvalid,
    output logic        s_axi_control_awready,
    input  logic [31:0] s_axi_control_wdata,
    input  logic [3:0]  s_axi_control_wstrb,
    input  logic        s_axi_control_wvalid,
    output logic        s_axi_control_wready,
    output logic [1:0]  s_axi_control_bresp,
    output logic        s_axi_control_bvalid,
    input  logic        s_axi_control_bready,
    input  logic [11:0] s_axi_control_araddr,
    input  logic        s_axi_control_arvalid,
    output logic        s_axi_control_arready,
    output logic [31:0] s_axi_control_rdata,
    output logic [1:0]  s_axi_control_rresp,
    output logic        s_axi_control_rvalid,
    input  logic        s_axi_control_rready,

    output logic [63:0]        m_axi_gmem_awaddr,
    output logic [7:0]         m_axi_gmem_awlen,
    output logic [2:0]         m_axi_gmem_awsize,
    output logic [1:0]         m_axi_gmem_awburst,
    output logic               m_axi_gmem_awvalid,
    input  logic               m_axi_gmem_awready,
    output logic [8*Bytes-1:0] m_axi_gmem_wdata,
    output logic [Bytes-1:0]   m_axi_gmem_wstrb,
    output logic               m_axi_gmem_wlast,
    output logic               m_axi_gmem_wvalid,
    input  logic               m_axi_gmem_wready,
    input  logic [1:0]         m_axi_gmem_bresp,
    input  logic               m_axi_gmem_bvalid,
    output logic               m_axi_gmem_bready,
    output logic [63:0]        m_axi_gmem_araddr,
    output logic [7:0]         m_axi_gmem_arlen,
    output logic [2:0]         m_axi_gmem_arsize,
    output logic [1:0]         m_axi_gmem_arburst,
    output logic               m_axi_gmem_arvalid,
    input  logic               m_axi_gmem_arready,
    input  logic [8*Bytes-1:0] m_axi_gmem_rdata,
    input  logic [1:0]         m_axi_gmem_rresp,
    input  logic               m_axi_gmem_rlast,
    input  logic               m_axi_gmem_rvalid,
    output logic               m_axi_gmem_rready
);
    localparam logic [31:0] Burst = 16;
    localparam int Depth = 256;  // beats that are asked for or wait to be written

    function automatic logic [31:0] least(input logic [31:0] beats);
        return beats < Burst ? beats : Burst;
    endfunction

    // Arguments, at their register's word offset.
    logic [31:0] arguments[16];
    wire [63:0] source = {arguments['h2C / 4], arguments['h28 / 4]};
    wire [63:0] target = {arguments['h34 / 4], arguments['h30 / 4]};
    wire [63:0] strobes = {arguments['h24 / 4], arguments['h20 / 4]};
    wire [31:0] beats = arguments['h38 / 4];
    wire fixed = arguments['h18 / 4][0], early = arguments['h18 / 4][1], silent = arguments['h18 / 4][2];

    // Control and status.
    logic busy, done, status;
    logic [31:0] cycles, read_latency, write_latency;
    logic [3:0] error;
    wire write = s_axi_control_awvalid && s_axi_control_wvalid && !s_axi_control_bvalid && !silent;
    wire start = write && s_axi_control_awaddr == 0 && s_axi_control_wdata[0];
    wire finished;
    assign s_axi_control_awready = write;
    assign s_axi_control_wready = write;
    assign s_axi_control_bresp = 0;
    assign s_axi_control_arready = !s_axi_control_rvalid && !silent;
    assign s_axi_control_rresp = 0;
    assign interrupt = arguments[1][0] && status;

    always_ff @(posedge ap_clk) begin
        s_axi_control_bvalid <= ap_rst_n && (write || s_axi_control_bvalid && !s_axi_control_bready);
        if (write && s_axi_control_awaddr < 64) arguments[s_axi_control_awaddr[5:2]] <= s_axi_control_wdata;
        if (s_axi_control_arvalid && s_axi_control_arready) begin
            case (s_axi_control_araddr)
                'h000: s_axi_control_rdata <= {28'b0, finished, !busy, done, busy};
                'h00C: s_axi_control_rdata <= {31'b0, status};
                'h100: s_axi_control_rdata <= 32'(`SYSTOLE_HASH);
                'h104: s_axi_control_rdata <= 32'(`SYSTOLE_HASH >> 32);
                'h108: s_axi_control_rdata <= 32'(error);
                'h140: s_axi_control_rdata <= cycles;
                'h148: s_axi_control_rdata <= read_latency;
                'h150: s_axi_control_rdata <= write_latency;
                default: s_axi_control_rdata <= s_axi_control_araddr < 64 ? arguments[s_axi_control_araddr[5:2]] : 0;
            endcase
        end
        s_axi_control_rvalid <= ap_rst_n && (s_axi_control_arvalid && s_axi_control_arready
                                             || s_axi_control_rvalid && !s_axi_control_rready);

        if (finished) {done, status} <= {1'b1, arguments[2][0]};
        else if (write && s_axi_control_awaddr == 'h00C) status <= status ^ s_axi_control_wdata[0];
        if (s_axi_control_arvalid && s_axi_control_arready && s_axi_control_araddr == 0) done <= finished;
        if (!ap_rst_n) begin
            {done, status} <= 0;
            arguments <= '{default: 0};
        end
    end

    // The copy: beats that were asked for, arrived, went out; bursts are answered in order.
    logic [31:0] asked, arrived, announced, written, answered;
    logic [8*Bytes-1:0] buffer[Depth];
    wire ask = m_axi_gmem_arvalid && m_axi_gmem_arready;
    wire arrive = m_axi_gmem_rvalid && m_axi_gmem_rready;
    wire announce = m_axi_gmem_awvalid && m_axi_gmem_awready;
    wire put = m_axi_gmem_wvalid && m_axi_gmem_wready;
    wire answer = m_axi_gmem_bvalid && m_axi_gmem_bready;
    assign finished = busy && answered == beats;

    assign m_axi_gmem_araddr = source + 64'(asked) * Bytes;
    assign m_axi_gmem_arlen = 8'(least(beats - asked) - 1);
    assign m_axi_gmem_arsize = 3'($clog2(Bytes));
    assign m_axi_gmem_arburst = fixed ? 0 : 1;
    assign m_axi_gmem_arvalid = busy && asked != beats && asked + Burst - written <= Depth;
    assign m_axi_gmem_rready = busy;
    assign m_axi_gmem_awaddr = target + 64'(announced) * Bytes;
    assign m_axi_gmem_awlen = 8'(least(beats - announced) - 1);
    assign m_axi_gmem_awsize = 3'($clog2(Bytes));
    assign m_axi_gmem_awburst = 1;
    assign m_axi_gmem_awvalid = busy && announced != beats;
    assign m_axi_gmem_wdata = buffer[written[7:0]];
    assign m_axi_gmem_wstrb = strobes[Bytes-1:0];
    assign m_axi_gmem_wlast = written + 32'(early) + 1 == beats || (written + 32'(early)) % Burst == Burst - 1;
    assign m_axi_gmem_wvalid = busy && written != arrived;
    assign m_axi_gmem_bready = busy;

    logic read_timed, write_timed, reading, writing;
    always_ff @(posedge ap_clk) begin
        if (ask) asked <= asked + least(beats - asked);
        if (arrive) begin
            buffer[arrived[7:0]] <= m_axi_gmem_rdata;
            arrived <= arrived + 1;
            if (m_axi_gmem_rresp != 0) error <= 6;
        end
        if (announce) announced <= announced + least(beats - announced);
        if (put) written <= written + 1;
        if (answer) begin
            answered <= answered + least(beats - answered);
            if (m_axi_gmem_bresp != 0) error <= 7;
        end

        cycles <= cycles + 32'(busy);
        reading <= (reading || ask) && !m_axi_gmem_rvalid && !read_timed;
        writing <= (writing || put && m_axi_gmem_wlast) && !m_axi_gmem_bvalid && !write_timed;
        read_timed <= read_timed || m_axi_gmem_rvalid;
        write_timed <= write_timed || m_axi_gmem_bvalid;
        read_latency <= read_latency + 32'((reading || ask) && !m_axi_gmem_rvalid && !read_timed);
        write_latency <= write_latency + 32'((writing || put && m_axi_gmem_wlast) && !m_axi_gmem_bvalid && !write_timed);

        if (finished) busy <= 0;
        if (start || !ap_rst_n) begin
            busy <= ap_rst_n;
            {asked, arrived, announced, written, answered, cycles, read_latency, write_latency} <= 0;
            {error, reading, writing, read_timed, write_timed} <= 0;
        end
    end
endmodule
