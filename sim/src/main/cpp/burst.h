/** AXI4 bursts as the kernel may send them. */
#pragma once
#include <cstdint>

#include "systole_contract.h"

namespace systole {

constexpr uint64_t beat_bytes = SYSTOLE_BUS_BYTES;

/** Bursts that wait in each direction at most: further ones are not accepted. The largest that a configuration asks for. */
constexpr uint32_t most_bursts = 64;

/** Values of RRESP and BRESP. */
constexpr uint8_t response_okay = 0;
constexpr uint8_t response_slave_error = 2;

/** An address channel's payload. */
struct Burst {
    uint64_t address;
    uint32_t beats;

    /** The address of the first whole beat: an unaligned start only moves the first beat's used lanes. */
    uint64_t first_beat() const { return address & ~(beat_bytes - 1); }
};

/**
 * The burst behind AxLEN, AxSIZE and AxBURST. Throws std::runtime_error for what the memory does not serve: other types
 * than INCR, beats narrower than the bus, a burst across a 4 KiB boundary. The direction is "read" or "write".
 */
Burst checked_burst(const char *direction, uint64_t address, uint8_t length, uint8_t size, uint8_t type);

}  // namespace systole
