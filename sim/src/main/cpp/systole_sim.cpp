#include "systole_sim.h"

#include <exception>
#include <string>

#include "kernel.h"
#include "systole_contract.h"

struct systole_sim {
    explicit systole_sim(const systole_sim_options &options) : kernel(options) {}
    systole::Kernel kernel;
};

namespace {

thread_local std::string latest_failure;

/** Runs what may throw; a failure becomes a status and the thread's error line. */
template <typename Action>
int32_t guarded(Action action) noexcept {
    try {
        return action();
    } catch (const std::exception &failure) {
        latest_failure = failure.what();
        return SYSTOLE_SIM_FAILED;
    }
}

}  // namespace

const char *systole_sim_error(void) { return latest_failure.c_str(); }

uint64_t systole_sim_contract_hash(void) { return SYSTOLE_CONTRACT_HASH; }

int32_t systole_sim_waves_available(void) { return systole::waves_available; }

systole_sim *systole_sim_open(const systole_sim_options *options) {
    systole_sim *sim = nullptr;
    guarded([&] {
        sim = new systole_sim(*options);
        return SYSTOLE_SIM_OK;
    });
    return sim;
}

void systole_sim_close(systole_sim *sim) { delete sim; }

int32_t systole_sim_reset(systole_sim *sim) {
    return guarded([&] {
        sim->kernel.reset();
        return SYSTOLE_SIM_OK;
    });
}

void *systole_sim_memory(systole_sim *sim) { return sim->kernel.memory(); }

int32_t systole_sim_write_register(systole_sim *sim, uint32_t offset, uint32_t value) {
    return guarded([&] {
        sim->kernel.write_register(offset, value);
        return SYSTOLE_SIM_OK;
    });
}

int32_t systole_sim_read_register(systole_sim *sim, uint32_t offset, uint32_t *value) {
    return guarded([&] {
        *value = sim->kernel.read_register(offset);
        return SYSTOLE_SIM_OK;
    });
}

int32_t systole_sim_run(systole_sim *sim, uint64_t cycle_limit) {
    return guarded([&] { return sim->kernel.run(cycle_limit) ? SYSTOLE_SIM_OK : SYSTOLE_SIM_CYCLE_LIMIT; });
}

int32_t systole_sim_step(systole_sim *sim, uint64_t cycles) {
    return guarded([&] {
        sim->kernel.step(cycles);
        return SYSTOLE_SIM_OK;
    });
}

uint64_t systole_sim_cycles(const systole_sim *sim) { return sim->kernel.cycles(); }

int32_t systole_sim_waves_start(systole_sim *sim, const char *path) {
    return guarded([&] {
        sim->kernel.start_waves(path);
        return SYSTOLE_SIM_OK;
    });
}

int32_t systole_sim_waves_stop(systole_sim *sim) {
    return guarded([&] {
        sim->kernel.stop_waves();
        return SYSTOLE_SIM_OK;
    });
}
