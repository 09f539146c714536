/** The bytes behind the kernel's AXI4 master, one flat allocation that the host also sees. */
#pragma once
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace systole {

class DeviceMemory {
public:
    /** No burst crosses a multiple of this (AXI4, A3.4.1), so memory of whole pages holds a burst entirely or not at all. */
    static constexpr uint64_t page_bytes = 4096;

    /** Base and size are multiples of page_bytes. Throws std::runtime_error where they are not or memory does not suffice. */
    DeviceMemory(uint64_t base, uint64_t bytes);

    uint8_t *bytes() { return bytes_.get(); }

    /** Where a device address is on the host, or null outside the memory. */
    uint8_t *at(uint64_t address) { return address - base_ < size_ ? bytes_.get() + (address - base_) : nullptr; }

private:
    struct Free {
        void operator()(uint8_t *pointer) const { std::free(pointer); }
    };
    uint64_t base_;
    uint64_t size_;
    std::unique_ptr<uint8_t, Free> bytes_;
};

}  // namespace systole
