#include "burst.h"

#include "device_memory.h"
#include "failure.h"

namespace systole {

namespace {
constexpr uint8_t burst_incr = 1;
}

Burst checked_burst(const char *direction, uint64_t address, uint8_t length, uint8_t size, uint8_t type) {
    Burst burst{address, length + 1u};
    if (type != burst_incr) {
        fail("AXI protocol: %s burst at 0x%llx has type %llu: only INCR (1) is served", direction, address, uint64_t{type});
    }
    if (uint64_t{1} << size != beat_bytes) {
        fail("AXI protocol: %s burst at 0x%llx has beats of %llu bytes on a bus of %llu", direction, address,
             uint64_t{1} << size, beat_bytes);
    }
    uint64_t last = burst.first_beat() + burst.beats * beat_bytes - 1;
    if (address / DeviceMemory::page_bytes != last / DeviceMemory::page_bytes) {
        fail("AXI protocol: %s burst of %llu beats at 0x%llx crosses a 4 KiB boundary", direction, uint64_t{burst.beats},
             address);
    }
    return burst;
}

}  // namespace systole
