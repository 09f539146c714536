/**
 * Messages of the Xilinx Runtime's hardware emulation: a header of fixed size, and a body in the wire format of Protocol Buffers
 * (fields of type varint, 64-bit, length-delimited and 32-bit; https://protobuf.dev/programming-guides/encoding).
 */
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace systole {

/** What stands before a call: 09, the body's size in 8 bytes, 15, the call's number in 4, all little-endian. */
struct CallHeader {
    static constexpr size_t bytes = 14;

    uint64_t body_bytes;
    uint32_t call;

    /** Throws std::runtime_error where the bytes are no header. */
    static CallHeader parse(const uint8_t *bytes);
};

/** The fields of a call's body. */
class Message {
public:
    /** Throws std::runtime_error where the bytes end within a field or have a field of another type. */
    explicit Message(const std::vector<uint8_t> &body);

    /** A numeric field; 0 where the body has none. */
    uint64_t number(uint32_t field) const;

    /** A field of bytes, empty where the body has none; they live as long as the body. */
    struct Bytes {
        const uint8_t *data;
        size_t size;
    };
    Bytes bytes(uint32_t field) const;

private:
    struct Field {
        uint32_t number;
        uint64_t value;
        Bytes bytes;
    };
    std::vector<Field> fields_;
};

/** An answer: its header, 09 and the body's size in 8 bytes, and fields. */
class Answer {
public:
    Answer &number(uint32_t field, uint64_t value);

    /** Appends a field of so many bytes, for the caller to fill in before the next is appended. */
    uint8_t *bytes(uint32_t field, size_t size);

    /** Header and body, complete. */
    const std::string &finished();

private:
    void varint(uint64_t value);

    static constexpr size_t header_bytes = 9;
    std::string text_ = std::string(header_bytes, '\x09');
};

}  // namespace systole
