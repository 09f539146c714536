#include "control_port.h"

namespace systole {

void ControlPort::begin_write(uint32_t offset, uint32_t value) {
    kernel_.s_axi_control_awaddr = offset;
    kernel_.s_axi_control_awvalid = 1;
    kernel_.s_axi_control_wdata = value;
    kernel_.s_axi_control_wstrb = 0xF;
    kernel_.s_axi_control_wvalid = 1;
    kernel_.s_axi_control_bready = 1;
    answered_ = false;
}

void ControlPort::begin_read(uint32_t offset) {
    kernel_.s_axi_control_araddr = offset;
    kernel_.s_axi_control_arvalid = 1;
    kernel_.s_axi_control_rready = 1;
    answered_ = false;
}

void ControlPort::sample() {
    write_address_taken_ = kernel_.s_axi_control_awready;
    write_data_taken_ = kernel_.s_axi_control_wready;
    read_address_taken_ = kernel_.s_axi_control_arready;
    bool written = kernel_.s_axi_control_bvalid && kernel_.s_axi_control_bready;
    bool read = kernel_.s_axi_control_rvalid && kernel_.s_axi_control_rready;
    if (read) {
        value_ = kernel_.s_axi_control_rdata;
    }
    answered_ = written || read;
}

void ControlPort::drive() {
    // Address and data of a write may be taken in different cycles; a taken one must not be offered again.
    if (write_address_taken_) {
        kernel_.s_axi_control_awvalid = 0;
    }
    if (write_data_taken_) {
        kernel_.s_axi_control_wvalid = 0;
    }
    if (read_address_taken_) {
        kernel_.s_axi_control_arvalid = 0;
    }
    if (answered_) {
        kernel_.s_axi_control_bready = 0;
        kernel_.s_axi_control_rready = 0;
    }
}

void ControlPort::reset() {
    kernel_.s_axi_control_awvalid = 0;
    kernel_.s_axi_control_wvalid = 0;
    kernel_.s_axi_control_bready = 0;
    kernel_.s_axi_control_arvalid = 0;
    kernel_.s_axi_control_rready = 0;
}

}  // namespace systole
