#include "kernel.h"

#include "failure.h"

/** Verilator's way out of a model that cannot go on; the default one ends the process. */
void vl_fatal(const char *file, int line, const char *, const char *message) {
    systole::fail("%s:%llu: %s", file, uint64_t(line), message);
}

namespace systole {

namespace {

constexpr int reset_cycles = 16;
constexpr uint64_t answer_cycles = 1000;
constexpr uint64_t period = 10;  // nanoseconds in the wave file

/** Tracing has to be announced before the model exists; a model built without it does not care. */
VerilatedContext *prepared(VerilatedContext &context) {
    context.traceEverOn(true);
    return &context;
}

/** "interrupt" is a word that Verilator may rename, with a warning, because some compilers reserve it: takes either name. */
template <typename Model>
auto interrupt_of(const Model &model, int) -> decltype(bool(model.__SYM__interrupt)) {
    return model.__SYM__interrupt;
}
template <typename Model>
auto interrupt_of(const Model &model, long) -> decltype(bool(model.interrupt)) {
    return model.interrupt;
}

}  // namespace

Kernel::Kernel(const systole_sim_options &options)
    : model_(prepared(context_), "kernel"), memory_(model_, options), control_(model_) {
    reset();
}

Kernel::~Kernel() {
    waves_.reset();
    model_.final();
}

void Kernel::reset() {
    memory_.reset();
    control_.reset();
    model_.ap_rst_n = 0;
    for (int i = 0; i < reset_cycles; i++) {
        settle();
        rise();
    }
    model_.ap_rst_n = 1;
    memory_.drive(cycles_);
}

void Kernel::step(uint64_t cycles) {
    for (uint64_t i = 0; i < cycles; i++) {
        cycle();
    }
}

bool Kernel::run(uint64_t cycle_limit) {
    for (uint64_t i = 0; i < cycle_limit && !interrupt_of(model_, 0); i++) {
        cycle();
    }
    return interrupt_of(model_, 0);
}

/** Two evaluations a cycle, the fewest possible: inputs that change after the rising edge settle with the falling one. */
inline void Kernel::cycle() {
    settle();
    memory_.sample(cycles_);
    rise();
    memory_.drive(cycles_);
}

inline void Kernel::settle() {
    if (waves_) {
        // One evaluation more, so that the file shows signals settled from the rising edge on.
        model_.eval();
        waves_->record(cycles_ * period);
    }
    model_.ap_clk = 0;
    model_.eval();
    if (waves_) {
        waves_->record(cycles_ * period + period / 2);
    }
}

inline void Kernel::rise() {
    model_.ap_clk = 1;
    model_.eval();
    ++cycles_;
}

void Kernel::write_register(uint32_t offset, uint32_t value) {
    if (offset == SYSTOLE_REGISTER_CONTROL && (value & SYSTOLE_CONTROL_START)) {
        memory_.start();
    }
    control_.begin_write(offset, value);
    transact("write", offset);
}

uint32_t Kernel::read_register(uint32_t offset) {
    control_.begin_read(offset);
    transact("read", offset);
    return control_.value();
}

void Kernel::transact(const char *what, uint32_t offset) {
    for (uint64_t i = 0; i < answer_cycles; i++) {
        settle();
        memory_.sample(cycles_);
        control_.sample();
        rise();
        memory_.drive(cycles_);
        control_.drive();
        if (control_.answered()) {
            return;
        }
    }
    fail("the kernel left a %s of register 0x%llx unanswered for %llu cycles", what, uint64_t{offset}, answer_cycles);
}

void Kernel::start_waves(const char *path) {
    stop_waves();
    waves_ = open_waves(model_, path);
}

}  // namespace systole
