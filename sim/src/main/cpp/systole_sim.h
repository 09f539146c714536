/**
 * The C ABI of a simulated kernel. One library holds one configuration; a handle is one kernel with its memory.
 *
 * Calls on one handle must not overlap; different handles are independent and may run on different threads. Functions that
 * can fail return a negative status (or a null pointer), and systole_sim_error() then says why, in one line, until the
 * thread's next failure. No C++ exception leaves the library.
 */
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SYSTOLE_SIM_API __attribute__((visibility("default")))

typedef struct systole_sim systole_sim;

typedef enum {
    SYSTOLE_SIM_OK = 0,          /* the call did what it says; for run: the interrupt output is high */
    SYSTOLE_SIM_CYCLE_LIMIT = 1, /* run: so many cycles passed without an interrupt */
    SYSTOLE_SIM_FAILED = -1      /* protocol violation by the kernel, or a call that cannot be served */
} systole_sim_status;

/** The memory behind m_axi_gmem. Timing is defined in axi_memory.h. */
typedef struct {
    uint64_t memory_base;     /* device address of the first byte, a multiple of 4096 */
    uint64_t memory_bytes;    /* size, a positive multiple of 4096; bytes start as 0 */
    uint32_t read_latency;    /* cycles from AR handshake to the first R valid, at least 1 */
    uint32_t write_latency;   /* cycles from the last W handshake to B valid, at least 1 */
    double bytes_per_cycle;   /* bandwidth that reads and writes share; 0: only the bus width limits */
    double stall_probability; /* chance per cycle that a channel's ready or valid is held back, 0 to below 1 */
    uint64_t seed;            /* of the stalls, which are drawn from it anew at every start */
} systole_sim_options;

/** One line about the calling thread's latest failure. */
SYSTOLE_SIM_API const char *systole_sim_error(void);

/** The contract and configuration that the library was built for, see SYSTOLE_CONTRACT_HASH. */
SYSTOLE_SIM_API uint64_t systole_sim_contract_hash(void);

/** 1 where systole_sim_waves_start works, 0 in the fast build. */
SYSTOLE_SIM_API int32_t systole_sim_waves_available(void);

/** A kernel out of reset, or null. */
SYSTOLE_SIM_API systole_sim *systole_sim_open(const systole_sim_options *options);

/** Ends waves and frees kernel and memory. Null is allowed. */
SYSTOLE_SIM_API void systole_sim_close(systole_sim *sim);

/** Holds the kernel in reset for some cycles and drops transfers in flight; memory keeps its bytes. */
SYSTOLE_SIM_API int32_t systole_sim_reset(systole_sim *sim);

/** The first of options.memory_bytes bytes. May be read and written between calls. */
SYSTOLE_SIM_API void *systole_sim_memory(systole_sim *sim);

/** AXI4-Lite transactions; each takes a few simulated cycles. */
SYSTOLE_SIM_API int32_t systole_sim_write_register(systole_sim *sim, uint32_t offset, uint32_t value);
SYSTOLE_SIM_API int32_t systole_sim_read_register(systole_sim *sim, uint32_t offset, uint32_t *value);

/** Simulates until the interrupt output is high, for at most so many cycles. */
SYSTOLE_SIM_API int32_t systole_sim_run(systole_sim *sim, uint64_t cycle_limit);

/** Simulates exactly so many cycles. */
SYSTOLE_SIM_API int32_t systole_sim_step(systole_sim *sim, uint64_t cycles);

/** Cycles since open, resets and register transactions included. */
SYSTOLE_SIM_API uint64_t systole_sim_cycles(const systole_sim *sim);

/** Writes an FST file from here on, until stop, close or the next start. */
SYSTOLE_SIM_API int32_t systole_sim_waves_start(systole_sim *sim, const char *path);
SYSTOLE_SIM_API int32_t systole_sim_waves_stop(systole_sim *sim);

#ifdef __cplusplus
}
#endif
