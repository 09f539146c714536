#include "axi_memory.h"

#include <cmath>

#include "failure.h"

namespace systole {

namespace {

const systole_sim_options &checked(const systole_sim_options &options) {
    if (options.read_latency < 1 || options.write_latency < 1) {
        fail("memory latency must be at least 1 cycle, not %llu for reads and %llu for writes",
             uint64_t{options.read_latency}, uint64_t{options.write_latency});
    }
    if (!std::isfinite(options.bytes_per_cycle) || options.bytes_per_cycle < 0) {
        fail("memory bandwidth must be a number of bytes per cycle, or 0 for no limit, not %g", options.bytes_per_cycle);
    }
    if (!(options.stall_probability >= 0 && options.stall_probability < 1)) {
        fail("stall probability must be from 0 to below 1, not %g", options.stall_probability);
    }
    return options;
}

}  // namespace

AxiMemory::AxiMemory(Vsystole &kernel, const systole_sim_options &options)
    : memory_(checked(options).memory_base, options.memory_bytes),
      reads_(kernel, memory_, options.read_latency),
      writes_(kernel, memory_, options.write_latency),
      bandwidth_(options.bytes_per_cycle, beat_bytes),
      seeded_(options.stall_probability, options.seed),
      backpressure_(seeded_) {}

void AxiMemory::start() {
    backpressure_ = seeded_;
    reads_first_ = true;
}

void AxiMemory::drive(uint64_t cycle) {
    bandwidth_.refill();
    Stalls stalls = backpressure_.next();
    // Where bandwidth is short, the direction that got the latest beat yields: neither starves.
    if (reads_first_) {
        if (reads_.drive(cycle, stalls, bandwidth_)) {
            reads_first_ = false;
        }
        writes_.drive(cycle, stalls, bandwidth_);
    } else {
        if (writes_.drive(cycle, stalls, bandwidth_)) {
            reads_first_ = true;
        }
        reads_.drive(cycle, stalls, bandwidth_);
    }
}

void AxiMemory::reset() {
    reads_.reset();
    writes_.reset();
}

}  // namespace systole
