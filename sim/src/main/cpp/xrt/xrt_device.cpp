/**
 * The process that stands for a card in the Xilinx Runtime's hardware emulation: started by the runtime, connected to it by a
 * socket, with the simulated kernel inside. Its arguments are the fields of systole_sim_options, in order.
 */
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "../failure.h"
#include "../systole_sim.h"
#include "card.h"
#include "driver_link.h"
#include "unix_socket.h"

namespace {

std::string environment(const char *name) {
    const char *value = std::getenv(name);
    if (!value) {
        systole::fail("the variable %s is not set: the Xilinx Runtime starts this program, not the user", name);
    }
    return value;
}

systole_sim_options options(int count, char **arguments) {
    if (count != 8) {
        systole::fail("7 arguments are needed, not %llu: those of systole_sim_options", uint64_t(count - 1));
    }
    systole_sim_options options;
    options.memory_base = std::strtoull(arguments[1], nullptr, 0);
    options.memory_bytes = std::strtoull(arguments[2], nullptr, 0);
    options.read_latency = std::strtoul(arguments[3], nullptr, 0);
    options.write_latency = std::strtoul(arguments[4], nullptr, 0);
    options.bytes_per_cycle = std::strtod(arguments[5], nullptr);
    options.stall_probability = std::strtod(arguments[6], nullptr);
    options.seed = std::strtoull(arguments[7], nullptr, 0);
    return options;
}

/** The runtime also listens for memory accesses by the card's own processors; there are none, so that is over at once. */
void decline_processors(const std::string &path) {
    const uint8_t close_header[systole::CallHeader::bytes] = {0x09, 0, 0, 0, 0, 0, 0, 0, 0, 0x15, 1, 0, 0, 0};
    systole::UnixSocket(path).send(close_header, sizeof close_header);
}

}  // namespace

int main(int count, char **arguments) {
    try {
        systole::Card card(options(count, arguments));
        std::string folder = "/tmp/" + environment("USER") + "/";
        std::string socket_name = environment("EMULATION_SOCKETID");
        systole::UnixSocket socket(folder + socket_name);
        decline_processors(folder + "D2X_unix_sock_" + socket_name);
        systole::DriverLink(socket, card).serve();
        return EXIT_SUCCESS;
    } catch (const std::exception &failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return EXIT_FAILURE;
    }
}
