/**
 * The card's end of the connection to the Xilinx Runtime's hardware emulation driver, version 2.13 (Debian's libxrt1). The
 * driver calls, and waits for the answer; between calls the card's clock runs.
 */
#pragma once
#include "card.h"
#include "message.h"
#include "unix_socket.h"

namespace systole {

class DriverLink {
public:
    DriverLink(UnixSocket &socket, Card &card) : socket_(socket), card_(card) {}

    /** Answers calls until the driver closes the card, or its process ends. Throws std::runtime_error as Card does. */
    void serve();

private:
    bool next_call(CallHeader &header, std::vector<uint8_t> &body);
    Answer answer(uint32_t call, const Message &message);
    Answer write_memory(const Message &message);
    Answer read_memory(const Message &message);
    Answer write_registers(const Message &message);
    Answer read_registers(const Message &message);

    UnixSocket &socket_;
    Card &card_;
};

}  // namespace systole
