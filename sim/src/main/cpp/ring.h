/** A queue in a fixed array: nothing is allocated while the clock runs. */
#pragma once
#include <array>
#include <cstdint>

namespace systole {

/** Capacity is a power of two. Positions count on for ever, so begin() to end() also name elements in the middle. */
template <typename Element, uint32_t Capacity>
class Ring {
    static_assert((Capacity & (Capacity - 1)) == 0, "a power of two wraps by masking");

public:
    bool empty() const { return begin_ == end_; }
    bool full() const { return end_ - begin_ == Capacity; }
    uint32_t begin() const { return begin_; }
    uint32_t end() const { return end_; }
    Element &at(uint32_t position) { return elements_[position & (Capacity - 1)]; }
    Element &front() { return at(begin_); }

    /** Appends an element that the caller fills in: it still holds what was there before. */
    Element &push() { return at(end_++); }
    void pop() { ++begin_; }
    void clear() { begin_ = end_; }

private:
    std::array<Element, Capacity> elements_{};
    uint32_t begin_ = 0;
    uint32_t end_ = 0;
};

}  // namespace systole
