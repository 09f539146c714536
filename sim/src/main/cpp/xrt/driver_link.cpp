#include "driver_link.h"

#include <cstring>

#include "../failure.h"

namespace systole {

namespace {

/** The calls, with their fields: number=meaning. */
enum Call : uint32_t {
    close_card = 1,
    allocate = 4,
    release = 5,
    host_to_device = 6,   // 3=address 4=bytes 5=size
    device_to_host = 7,   // 4=address 5=size
    write_register = 9,   // 2=address 3=size 4=bytes
    read_register = 11,   // 2=address 3=size
    set_environment = 20,
};

constexpr uint32_t register_bytes = 4;
constexpr uint64_t most_body_bytes = UINT64_C(1) << 31;

Answer agreed() { return Answer().number(1, 1); }

uint64_t checked_size(uint64_t size) {
    if (size > most_body_bytes) {
        fail("a call of the Xilinx Runtime has %llu bytes: at most %llu are served", size, most_body_bytes);
    }
    return size;
}

}  // namespace

void DriverLink::serve() {
    CallHeader header;
    std::vector<uint8_t> body;
    while (next_call(header, body)) {
        Answer answer = this->answer(header.call, Message(body));
        const std::string &text = answer.finished();
        socket_.send(text.data(), text.size());
        if (header.call == close_card) {
            return;
        }
    }
}

bool DriverLink::next_call(CallHeader &header, std::vector<uint8_t> &body) {
    while (card_.running() && !socket_.readable()) {
        card_.advance();
    }
    uint8_t bytes[CallHeader::bytes];
    if (!socket_.receive(bytes, sizeof bytes)) {
        return false;
    }
    header = CallHeader::parse(bytes);
    body.resize(checked_size(header.body_bytes));
    return socket_.receive(body.data(), body.size());
}

Answer DriverLink::answer(uint32_t call, const Message &message) {
    switch (call) {
        case host_to_device: return write_memory(message);
        case device_to_host: return read_memory(message);
        case write_register: return write_registers(message);
        case read_register: return read_registers(message);
        case close_card:
        case allocate:
        case release:
        case set_environment: return agreed();
        // Calls about profiling and processors on the card: all fields of their answers are optional.
        default: return Answer();
    }
}

Answer DriverLink::write_memory(const Message &message) {
    Message::Bytes bytes = message.bytes(4);
    std::memcpy(card_.memory(message.number(3), bytes.size), bytes.data, bytes.size);
    return Answer().number(1, bytes.size);
}

Answer DriverLink::read_memory(const Message &message) {
    uint64_t size = checked_size(message.number(5));
    Answer answer = Answer().number(1, size);
    std::memcpy(answer.bytes(2, size), card_.memory(message.number(4), size), size);
    return answer;
}

Answer DriverLink::write_registers(const Message &message) {
    Message::Bytes bytes = message.bytes(4);
    for (size_t i = 0; i + register_bytes <= bytes.size; i += register_bytes) {
        uint32_t value;
        std::memcpy(&value, bytes.data + i, register_bytes);
        card_.write_register(message.number(2) + i, value);
    }
    return agreed();
}

Answer DriverLink::read_registers(const Message &message) {
    uint64_t size = checked_size(message.number(3));
    Answer answer = agreed();
    uint8_t *bytes = answer.bytes(2, size);
    for (size_t i = 0; i + register_bytes <= size; i += register_bytes) {
        uint32_t value = card_.read_register(message.number(2) + i);
        std::memcpy(bytes + i, &value, register_bytes);
    }
    return answer;
}

}  // namespace systole
