/** Random stalls on the five AXI channels, equal for equal seeds. */
#pragma once
#include <cstdint>

namespace systole {

/** The channels that are held back in one cycle. */
struct Stalls {
    bool read_address;
    bool read_data;
    bool write_address;
    bool write_data;
    bool write_response;
};

class Backpressure {
public:
    /** The probability, from 0 to below 1, is rounded to 1/4096. */
    Backpressure(double probability, uint64_t seed)
        : threshold_(static_cast<uint32_t>(probability * 4096)), state_(seed * 2 + 1) {}

    /** Draws for one cycle. */
    Stalls next() {
        if (threshold_ == 0) {
            return {};
        }
        // xorshift64*: one draw has five independent groups of 12 bits; the lowest four bits are the weak ones.
        state_ ^= state_ >> 12;
        state_ ^= state_ << 25;
        state_ ^= state_ >> 27;
        uint64_t bits = state_ * UINT64_C(0x2545F4914F6CDD1D) >> 4;
        auto stalled = [&](int channel) { return (bits >> 12 * channel & 4095) < threshold_; };
        return {stalled(0), stalled(1), stalled(2), stalled(3), stalled(4)};
    }

private:
    uint32_t threshold_;
    uint64_t state_;
};

}  // namespace systole
