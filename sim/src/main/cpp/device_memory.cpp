#include "device_memory.h"

#include "failure.h"

namespace systole {

DeviceMemory::DeviceMemory(uint64_t base, uint64_t bytes) : base_(base), size_(bytes) {
    if (base % page_bytes != 0 || bytes % page_bytes != 0 || bytes == 0 || base + (bytes - 1) < base) {
        fail("memory of %llu bytes from 0x%llx: base and size must be multiples of 4096 within 64 bits, and the size positive",
             bytes, base);
    }
    // calloc leaves untouched pages to the operating system: a large memory costs what is used of it.
    bytes_.reset(static_cast<uint8_t *>(std::calloc(bytes, 1)));
    if (!bytes_) {
        fail("cannot allocate %llu bytes of simulated memory: ask for less", bytes);
    }
}

}  // namespace systole
