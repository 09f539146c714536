/** A connection to a Unix socket that another process listens on. */
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace systole {

class UnixSocket {
public:
    /** Connects, trying again for some seconds while nobody listens. Throws std::runtime_error where nobody ever does. */
    explicit UnixSocket(const std::string &path);
    ~UnixSocket();
    UnixSocket(const UnixSocket &) = delete;
    UnixSocket &operator=(const UnixSocket &) = delete;

    /** Whether receive would return at once. */
    bool readable() const;

    /** Waits for so many bytes; false where the other side closed the connection instead. */
    bool receive(uint8_t *bytes, size_t size);

    /** Throws std::runtime_error where the other side closed the connection. */
    void send(const void *bytes, size_t size);

private:
    int descriptor_;
};

}  // namespace systole
