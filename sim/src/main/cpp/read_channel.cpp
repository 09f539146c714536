#include "read_channel.h"

#include <cstring>

namespace systole {

static_assert(sizeof(Vsystole::m_axi_gmem_rdata) == beat_bytes, "header and Verilog were made for different bus widths");

void ReadChannel::sample(uint64_t cycle) {
    if (kernel_.m_axi_gmem_arvalid && kernel_.m_axi_gmem_arready) {
        Burst burst = checked_burst("read", kernel_.m_axi_gmem_araddr, kernel_.m_axi_gmem_arlen, kernel_.m_axi_gmem_arsize,
                                    kernel_.m_axi_gmem_arburst);
        transfers_.push() = {memory_.at(burst.first_beat()), burst.beats, cycle + latency_};
    }
    beat_taken_ = kernel_.m_axi_gmem_rvalid && kernel_.m_axi_gmem_rready;
}

bool ReadChannel::drive(uint64_t cycle, const Stalls &stalls, Bandwidth &bandwidth) {
    kernel_.m_axi_gmem_arready = !transfers_.full() && !stalls.read_address;
    if (beat_taken_) {
        kernel_.m_axi_gmem_rvalid = 0;
    }
    bool beat_due = !kernel_.m_axi_gmem_rvalid && !transfers_.empty() && transfers_.front().due <= cycle;
    if (!beat_due || stalls.read_data || !bandwidth.take()) {
        return false;
    }
    present_beat();
    return true;
}

/** Memory is read only now, as late as possible: a kernel that overwrites what it still reads gets the new bytes. */
void ReadChannel::present_beat() {
    Transfer &transfer = transfers_.front();
    void *data = &kernel_.m_axi_gmem_rdata;
    if (transfer.next_beat) {
        std::memcpy(data, transfer.next_beat, beat_bytes);
        transfer.next_beat += beat_bytes;
        kernel_.m_axi_gmem_rresp = response_okay;
    } else {
        std::memset(data, 0, beat_bytes);
        kernel_.m_axi_gmem_rresp = response_slave_error;
    }
    kernel_.m_axi_gmem_rvalid = 1;
    kernel_.m_axi_gmem_rlast = --transfer.beats_left == 0;
    if (transfer.beats_left == 0) {
        transfers_.pop();
    }
}

void ReadChannel::reset() {
    transfers_.clear();
    beat_taken_ = false;
    kernel_.m_axi_gmem_arready = 0;
    kernel_.m_axi_gmem_rvalid = 0;
}

}  // namespace systole
