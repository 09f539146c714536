/** The kernel under simulation: the Verilated model, its clock, its control port and its memory. */
#pragma once
#include <verilated.h>

#include <memory>

#include "Vsystole.h"
#include "axi_memory.h"
#include "control_port.h"
#include "systole_sim.h"
#include "waves.h"

namespace systole {

/** Functions that clock throw std::runtime_error on a protocol violation, or where the kernel does not answer. */
class Kernel {
public:
    /** Out of reset, with everything idle. Throws std::runtime_error where an option is out of its range. */
    explicit Kernel(const systole_sim_options &options);
    ~Kernel();

    /** Holds the kernel in reset and drops transfers in flight; memory keeps its bytes. */
    void reset();

    /** Clocks so many cycles. */
    void step(uint64_t cycles);

    /** Clocks until the interrupt output is high; false where the limit came first. */
    bool run(uint64_t cycle_limit);

    void write_register(uint32_t offset, uint32_t value);
    uint32_t read_register(uint32_t offset);

    uint8_t *memory() { return memory_.bytes(); }
    uint64_t cycles() const { return cycles_; }

    /** Records from here on in a new file, until stopped. */
    void start_waves(const char *path);
    void stop_waves() { waves_.reset(); }

private:
    void cycle();
    void settle();
    void rise();
    void transact(const char *what, uint32_t offset);

    VerilatedContext context_;
    Vsystole model_;
    AxiMemory memory_;
    ControlPort control_;
    std::unique_ptr<Waves> waves_;  // null where none are recorded
    uint64_t cycles_ = 0;
};

}  // namespace systole
