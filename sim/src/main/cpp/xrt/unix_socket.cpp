#include "unix_socket.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "../failure.h"

namespace systole {

namespace {

constexpr int attempts = 2000;
constexpr int microseconds_between = 5000;

int connected(const sockaddr_un &address) {
    int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    if (descriptor >= 0 && connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0) {
        return descriptor;
    }
    close(descriptor);
    return -1;
}

}  // namespace

UnixSocket::UnixSocket(const std::string &path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        fail("the socket's name %s is too long", path.c_str());
    }
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    for (int attempt = 0; attempt < attempts; attempt++) {
        descriptor_ = connected(address);
        if (descriptor_ >= 0) {
            return;
        }
        usleep(microseconds_between);
    }
    fail("the Xilinx Runtime does not listen on %s", path.c_str());
}

UnixSocket::~UnixSocket() { close(descriptor_); }

bool UnixSocket::readable() const {
    pollfd state{descriptor_, POLLIN, 0};
    return poll(&state, 1, 0) > 0;
}

bool UnixSocket::receive(uint8_t *bytes, size_t size) {
    while (size > 0) {
        ssize_t received = recv(descriptor_, bytes, size, 0);
        if (received < 0 && errno == EINTR) {
            continue;
        }
        if (received <= 0) {
            return false;
        }
        bytes += received;
        size -= received;
    }
    return true;
}

void UnixSocket::send(const void *bytes, size_t size) {
    const char *next = static_cast<const char *>(bytes);
    while (size > 0) {
        ssize_t sent = ::send(descriptor_, next, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent <= 0) {
            fail("the Xilinx Runtime closed the connection: %s", std::strerror(errno));
        }
        next += sent;
        size -= sent;
    }
}

}  // namespace systole
