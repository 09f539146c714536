#include "write_channel.h"

#include <cstring>

#include "failure.h"

namespace systole {

namespace {

constexpr uint64_t whole_beat = ~UINT64_C(0) >> (64 - beat_bytes);

void write_strobed(uint8_t *target, const uint8_t *data, uint64_t strobe) {
    for (; strobe != 0; strobe &= strobe - 1) {
        int lane = __builtin_ctzll(strobe);
        target[lane] = data[lane];
    }
}

}  // namespace

void WriteChannel::sample(uint64_t cycle) {
    if (kernel_.m_axi_gmem_awvalid && kernel_.m_axi_gmem_awready) {
        take_address();
    }
    if (kernel_.m_axi_gmem_wvalid && kernel_.m_axi_gmem_wready) {
        take_beat(cycle);
    }
    response_taken_ = kernel_.m_axi_gmem_bvalid && kernel_.m_axi_gmem_bready;
}

void WriteChannel::take_address() {
    Burst burst = checked_burst("write", kernel_.m_axi_gmem_awaddr, kernel_.m_axi_gmem_awlen, kernel_.m_axi_gmem_awsize,
                                kernel_.m_axi_gmem_awburst);
    transfers_.push() = {memory_.at(burst.first_beat()), burst.address, burst.beats, 0};
}

void WriteChannel::take_beat(uint64_t cycle) {
    Transfer &transfer = transfers_.at(receiving_);
    uint32_t number = beats_received_ + 1;
    bool last = number == transfer.beats;
    if (last != kernel_.m_axi_gmem_wlast) {
        fail("AXI protocol: WLAST is %llu at beat %llu of %llu of the write burst at 0x%llx",
             uint64_t{kernel_.m_axi_gmem_wlast}, uint64_t{number}, uint64_t{transfer.beats}, transfer.address);
    }
    Beat &beat = beats_.push();
    beat.strobe = kernel_.m_axi_gmem_wstrb;
    std::memcpy(beat.data, &kernel_.m_axi_gmem_wdata, beat_bytes);
    beat_paid_ = false;
    beats_received_ = number;
    if (last) {
        transfer.due = cycle + latency_;
        beats_received_ = 0;
        ++receiving_;
    }
}

bool WriteChannel::drive(uint64_t cycle, const Stalls &stalls, Bandwidth &bandwidth) {
    kernel_.m_axi_gmem_awready = !transfers_.full() && !stalls.write_address;
    drive_response(cycle, stalls.write_response);

    // WREADY promises to take a beat, so the beat is paid for before; one that does not come stays paid.
    bool beat_wanted = receiving_ != transfers_.end() && !beats_.full();
    bool taken = beat_wanted && !beat_paid_ && bandwidth.take();
    beat_paid_ |= taken;
    kernel_.m_axi_gmem_wready = beat_wanted && beat_paid_ && !stalls.write_data;
    return taken;
}

void WriteChannel::drive_response(uint64_t cycle, bool stalled) {
    if (response_taken_) {
        kernel_.m_axi_gmem_bvalid = 0;
    }
    bool complete = transfers_.begin() != receiving_;
    if (kernel_.m_axi_gmem_bvalid || !complete || transfers_.front().due > cycle || stalled) {
        return;
    }
    commit(transfers_.front());
    kernel_.m_axi_gmem_bresp = transfers_.front().target ? response_okay : response_slave_error;
    kernel_.m_axi_gmem_bvalid = 1;
    transfers_.pop();
}

void WriteChannel::commit(const Transfer &transfer) {
    uint8_t *target = transfer.target;
    for (uint32_t i = 0; i < transfer.beats; i++, beats_.pop()) {
        const Beat &beat = beats_.front();
        if (!target) {
            continue;
        }
        if (beat.strobe == whole_beat) {
            std::memcpy(target, beat.data, beat_bytes);
        } else {
            write_strobed(target, beat.data, beat.strobe);
        }
        target += beat_bytes;
    }
}

void WriteChannel::reset() {
    transfers_.clear();
    beats_.clear();
    receiving_ = transfers_.end();
    beats_received_ = 0;
    beat_paid_ = false;
    response_taken_ = false;
    kernel_.m_axi_gmem_awready = 0;
    kernel_.m_axi_gmem_wready = 0;
    kernel_.m_axi_gmem_bvalid = 0;
}

}  // namespace systole
