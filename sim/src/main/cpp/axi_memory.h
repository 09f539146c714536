/**
 * The memory behind m_axi_gmem: an AXI4 slave with one ID, in-order answers and any number of bursts in flight up to 64 each
 * way. What lies outside the memory is answered with SLVERR; a violation of the protocol ends the simulation with an error.
 *
 * Timing. Signals change just after a rising clock edge, as those of a registered slave do, and cycle c is the time before edge
 * c+1. A read burst whose AR handshake is in cycle c has its first R valid in cycle c + read_latency, or later: R beats are given
 * in order, at most one a cycle, as bandwidth and stalls allow. A write burst whose last W handshake is in cycle c has
 * its B valid in cycle c + write_latency, likewise. Latencies of bursts in flight overlap.
 */
#pragma once
#include "Vsystole.h"
#include "backpressure.h"
#include "bandwidth.h"
#include "read_channel.h"
#include "systole_sim.h"
#include "write_channel.h"

namespace systole {

class AxiMemory {
public:
    /** Throws std::runtime_error where an option is out of its range. */
    AxiMemory(Vsystole &kernel, const systole_sim_options &options);

    uint8_t *bytes() { return memory_.bytes(); }

    /** Takes the handshakes of a cycle whose signals have settled. Throws std::runtime_error on a protocol violation. */
    void sample(uint64_t cycle) {
        reads_.sample(cycle);
        writes_.sample(cycle);
    }

    /** Drives the signals of the cycle that a clock edge began. */
    void drive(uint64_t cycle);

    /** Draws stalls from their seed anew: equal runs take equal cycles, whatever was clocked before them. */
    void start();

    /** Drops transfers in flight. */
    void reset();

private:
    DeviceMemory memory_;
    ReadChannel reads_;
    WriteChannel writes_;
    Bandwidth bandwidth_;
    const Backpressure seeded_;
    Backpressure backpressure_;
    bool reads_first_ = true;
};

}  // namespace systole
