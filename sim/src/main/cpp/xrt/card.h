/** A card with one kernel and one bank of memory, as the driver sees it: addresses of bytes and of registers. */
#pragma once
#include <cstdint>

#include "../systole_sim.h"

namespace systole {

/** Functions throw std::runtime_error where the kernel breaks a rule or the address is none of the card's. */
class Card {
public:
    explicit Card(const systole_sim_options &options);
    ~Card() { systole_sim_close(kernel_); }
    Card(const Card &) = delete;
    Card &operator=(const Card &) = delete;

    /** Where a range of the bank is in this process. */
    uint8_t *memory(uint64_t address, uint64_t size);

    /** The kernel is where the driver put it, at a multiple of its register space: high bits of the address do not matter. */
    uint32_t read_register(uint64_t address);
    void write_register(uint64_t address, uint32_t value);

    /** Whether the kernel was started and the driver has not seen it done: its clock must run on. */
    bool running() const { return running_; }

    /** Clocks the kernel for a moment. */
    void advance();

private:
    systole_sim_options options_;
    systole_sim *kernel_;
    bool running_ = false;
};

}  // namespace systole
