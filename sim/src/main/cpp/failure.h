/** The harness's one kind of error: std::runtime_error with a line for the user. */
#pragma once
#include <cstdint>
#include <cstdio>
#include <stdexcept>

namespace systole {

inline const char *printable(const char *text) { return text; }
inline double printable(double value) { return value; }
inline unsigned long long printable(uint64_t value) { return value; }

/** Throws with a printf-like line; every integer is formatted as %llu or %llx. */
template <typename... Arguments>
[[noreturn]] void fail(const char *format, Arguments... arguments) {
    char line[512];
    std::snprintf(line, sizeof line, format, printable(arguments)...);
    throw std::runtime_error(line);
}

}  // namespace systole
