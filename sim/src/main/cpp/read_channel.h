/** The read half of the memory: AR in, R out. */
#pragma once
#include "Vsystole.h"
#include "backpressure.h"
#include "bandwidth.h"
#include "burst.h"
#include "device_memory.h"
#include "ring.h"

namespace systole {

class ReadChannel {
public:
    /** The latency counts from the cycle of the AR handshake to the first cycle of R valid, at least 1. */
    ReadChannel(Vsystole &kernel, DeviceMemory &memory, uint32_t latency)
        : kernel_(kernel), memory_(memory), latency_(latency) {}

    /** Takes the handshakes of a cycle whose signals have settled; the clock edge follows. */
    void sample(uint64_t cycle);

    /** Drives the signals of the cycle that the clock edge began. Returns whether a beat took bandwidth. */
    bool drive(uint64_t cycle, const Stalls &stalls, Bandwidth &bandwidth);

    /** Forgets what is in flight and drives idle signals. */
    void reset();

private:
    struct Transfer {
        const uint8_t *next_beat;  // null outside the memory
        uint32_t beats_left;
        uint64_t due;
    };

    void present_beat();

    Vsystole &kernel_;
    DeviceMemory &memory_;
    uint32_t latency_;
    Ring<Transfer, most_bursts> transfers_;
    bool beat_taken_ = false;  // in the cycle that was sampled
};

}  // namespace systole
