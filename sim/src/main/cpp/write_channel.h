/** The write half of the memory: AW and W in, B out. */
#pragma once
#include "Vsystole.h"
#include "backpressure.h"
#include "bandwidth.h"
#include "burst.h"
#include "device_memory.h"
#include "ring.h"

namespace systole {

/**
 * Data beats are taken once their address is known, which AXI4 allows a slave (A3.3.1). They wait in a buffer and reach memory
 * with the response, as late as possible: a kernel that reads what it wrote before it was told so gets the old bytes.
 */
class WriteChannel {
public:
    /** The latency counts from the cycle of the last W handshake to the first cycle of B valid, at least 1. */
    WriteChannel(Vsystole &kernel, DeviceMemory &memory, uint32_t latency)
        : kernel_(kernel), memory_(memory), latency_(latency) {}

    /** Takes the handshakes of a cycle whose signals have settled; the clock edge follows. */
    void sample(uint64_t cycle);

    /** Drives the signals of the cycle that the clock edge began. Returns whether a beat took bandwidth. */
    bool drive(uint64_t cycle, const Stalls &stalls, Bandwidth &bandwidth);

    /** Forgets what is in flight, unanswered bytes included, and drives idle signals. */
    void reset();

private:
    /** At least the longest burst, 256 beats, so that a burst can always complete. */
    static constexpr uint32_t most_beats = 1024;

    struct Transfer {
        uint8_t *target;  // null outside the memory
        uint64_t address;
        uint32_t beats;
        uint64_t due;  // valid once all beats are here
    };
    struct Beat {
        uint64_t strobe;
        uint8_t data[beat_bytes];
    };

    void take_address();
    void take_beat(uint64_t cycle);
    void drive_response(uint64_t cycle, bool stalled);
    void commit(const Transfer &transfer);

    Vsystole &kernel_;
    DeviceMemory &memory_;
    uint32_t latency_;
    Ring<Transfer, most_bursts> transfers_;
    Ring<Beat, most_beats> beats_;
    uint32_t receiving_ = 0;      // position in transfers_ of the burst whose data come next
    uint32_t beats_received_ = 0;  // of that burst
    bool beat_paid_ = false;       // bandwidth for the next W handshake was taken
    bool response_taken_ = false;  // in the cycle that was sampled
};

}  // namespace systole
