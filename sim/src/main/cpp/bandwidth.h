/** The bytes that memory can move in a cycle, both directions together. */
#pragma once
#include <algorithm>

namespace systole {

/**
 * Tokens are bytes: a cycle adds the rate, a beat takes its width. Fractions are kept, so 5.5 bytes a cycle are 5.5 on
 * average; an idle memory saves up no more than a beat for each direction.
 */
class Bandwidth {
public:
    /** A rate of 0 sets no limit. */
    Bandwidth(double bytes_per_cycle, double beat_bytes)
        : rate_(bytes_per_cycle),
          beat_(bytes_per_cycle > 0 ? beat_bytes : 0),
          most_(2 * beat_ + bytes_per_cycle) {}

    void refill() { tokens_ = std::min(tokens_ + rate_, most_); }

    /** Pays for a beat, if there is enough. */
    bool take() {
        if (tokens_ < beat_) {
            return false;
        }
        tokens_ -= beat_;
        return true;
    }

private:
    double rate_;
    double beat_;
    double most_;
    double tokens_ = 0;
};

}  // namespace systole
