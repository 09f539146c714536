#include "card.h"

#include "../failure.h"
#include "systole_contract.h"

namespace systole {

namespace {

/** Long enough that asking the socket between two costs nothing, short enough that the driver waits for no answer. */
constexpr uint64_t cycles_at_once = 1000;

uint32_t offset(uint64_t address) { return address & (SYSTOLE_REGISTER_SPACE - 1); }

void require(int32_t status) {
    if (status < SYSTOLE_SIM_OK) {
        fail("%s", systole_sim_error());
    }
}

}  // namespace

Card::Card(const systole_sim_options &options) : options_(options), kernel_(systole_sim_open(&options)) {
    if (!kernel_) {
        fail("%s", systole_sim_error());
    }
}

uint8_t *Card::memory(uint64_t address, uint64_t size) {
    uint64_t offset = address - options_.memory_base;
    if (offset > options_.memory_bytes || size > options_.memory_bytes - offset) {
        fail("the driver asks for %llu bytes at 0x%llx: the bank has %llu from 0x%llx", size, address, options_.memory_bytes,
             options_.memory_base);
    }
    return static_cast<uint8_t *>(systole_sim_memory(kernel_)) + offset;
}

uint32_t Card::read_register(uint64_t address) {
    uint32_t value;
    require(systole_sim_read_register(kernel_, offset(address), &value));
    if (offset(address) == SYSTOLE_REGISTER_CONTROL && (value & (SYSTOLE_CONTROL_DONE | SYSTOLE_CONTROL_IDLE))) {
        running_ = false;
    }
    return value;
}

void Card::write_register(uint64_t address, uint32_t value) {
    require(systole_sim_write_register(kernel_, offset(address), value));
    if (offset(address) == SYSTOLE_REGISTER_CONTROL && (value & SYSTOLE_CONTROL_START)) {
        running_ = true;
    }
}

void Card::advance() { require(systole_sim_step(kernel_, cycles_at_once)); }

}  // namespace systole
