#include "message.h"

#include <cstring>

#include "../failure.h"

namespace systole {

namespace {

constexpr uint32_t type_varint = 0;
constexpr uint32_t type_64_bit = 1;
constexpr uint32_t type_bytes = 2;
constexpr uint32_t type_32_bit = 5;

constexpr uint8_t tag_size = 1 << 3 | type_64_bit;
constexpr uint8_t tag_call = 2 << 3 | type_32_bit;

/** Takes values off the front of a body. */
class Reader {
public:
    explicit Reader(const std::vector<uint8_t> &body) : next_(body.data()), end_(body.data() + body.size()) {}

    bool done() const { return next_ == end_; }

    const uint8_t *take(uint64_t bytes) {
        if (bytes > uint64_t(end_ - next_)) {
            fail("a message of the Xilinx Runtime ends %llu bytes early", bytes - uint64_t(end_ - next_));
        }
        const uint8_t *taken = next_;
        next_ += bytes;
        return taken;
    }

    uint64_t varint() {
        uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            uint8_t byte = *take(1);
            value |= uint64_t(byte & 0x7F) << shift;
            if (byte < 0x80) {
                return value;
            }
        }
        fail("a number in a message of the Xilinx Runtime has more than %llu bytes", uint64_t{10});
    }

    template <typename Integer>
    uint64_t fixed() {
        Integer value;
        std::memcpy(&value, take(sizeof value), sizeof value);
        return value;
    }

private:
    const uint8_t *next_;
    const uint8_t *end_;
};

}  // namespace

CallHeader CallHeader::parse(const uint8_t *bytes) {
    CallHeader header;
    std::memcpy(&header.body_bytes, bytes + 1, sizeof header.body_bytes);
    std::memcpy(&header.call, bytes + 10, sizeof header.call);
    if (bytes[0] != tag_size || bytes[9] != tag_call) {
        fail("a call of the Xilinx Runtime begins with tags 0x%llx and 0x%llx: this version speaks another protocol",
             uint64_t{bytes[0]}, uint64_t{bytes[9]});
    }
    return header;
}

Message::Message(const std::vector<uint8_t> &body) {
    Reader reader(body);
    while (!reader.done()) {
        uint64_t key = reader.varint();
        Field field{uint32_t(key >> 3), 0, {nullptr, 0}};
        switch (key & 7) {
            case type_varint: field.value = reader.varint(); break;
            case type_64_bit: field.value = reader.fixed<uint64_t>(); break;
            case type_32_bit: field.value = reader.fixed<uint32_t>(); break;
            case type_bytes:
                field.bytes.size = reader.varint();
                field.bytes.data = reader.take(field.bytes.size);
                break;
            default: fail("a message of the Xilinx Runtime has a field of type %llu", key & 7);
        }
        fields_.push_back(field);
    }
}

uint64_t Message::number(uint32_t field) const {
    for (const Field &candidate : fields_) {
        if (candidate.number == field) {
            return candidate.value;
        }
    }
    return 0;
}

Message::Bytes Message::bytes(uint32_t field) const {
    for (const Field &candidate : fields_) {
        if (candidate.number == field) {
            return candidate.bytes;
        }
    }
    return {nullptr, 0};
}

Answer &Answer::number(uint32_t field, uint64_t value) {
    varint(field << 3 | type_varint);
    varint(value);
    return *this;
}

uint8_t *Answer::bytes(uint32_t field, size_t size) {
    varint(field << 3 | type_bytes);
    varint(size);
    text_.resize(text_.size() + size);
    return reinterpret_cast<uint8_t *>(&text_[text_.size() - size]);
}

const std::string &Answer::finished() {
    uint64_t body_bytes = text_.size() - header_bytes;
    std::memcpy(&text_[1], &body_bytes, sizeof body_bytes);
    return text_;
}

void Answer::varint(uint64_t value) {
    for (; value >= 0x80; value >>= 7) {
        text_.push_back(char(value | 0x80));
    }
    text_.push_back(char(value));
}

}  // namespace systole
