/** Wave files. The fast build links waves_absent.cpp, the other one waves_fst.cpp: the fast model carries no tracing code. */
#pragma once
#include <cstdint>
#include <memory>

#include "Vsystole.h"

namespace systole {

/** An open wave file. Destroying it completes the file. */
class Waves {
public:
    virtual ~Waves() = default;

    /** Records all signals at that time, in nanoseconds. */
    virtual void record(uint64_t time) = 0;
};

extern const bool waves_available;

/** Throws std::runtime_error where the file cannot be written, or the build has no waves. */
std::unique_ptr<Waves> open_waves(Vsystole &kernel, const char *path);

}  // namespace systole
