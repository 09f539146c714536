/** The host's side of s_axi_control: one AXI4-Lite transaction at a time. */
#pragma once
#include <cstdint>

#include "Vsystole.h"

namespace systole {

class ControlPort {
public:
    explicit ControlPort(Vsystole &kernel) : kernel_(kernel) {}

    /** Offers a transaction; it is over once answered() is true after a clock edge. */
    void begin_write(uint32_t offset, uint32_t value);
    void begin_read(uint32_t offset);

    /** Notes the handshakes of a cycle whose signals have settled. */
    void sample();

    /** After the clock edge, withdraws what was taken. */
    void drive();

    bool answered() const { return answered_; }

    /** What the register held, after a read. */
    uint32_t value() const { return value_; }

    /** Offers nothing. */
    void reset();

private:
    Vsystole &kernel_;
    bool write_address_taken_ = false;
    bool write_data_taken_ = false;
    bool read_address_taken_ = false;
    bool answered_ = false;
    uint32_t value_ = 0;
};

}  // namespace systole
