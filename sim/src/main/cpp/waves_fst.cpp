#include <verilated_fst_c.h>

#include <cerrno>
#include <cstring>

#include "failure.h"
#include "waves.h"

namespace systole {

namespace {

class FstWaves final : public Waves {
public:
    FstWaves(Vsystole &kernel, const char *path) {
        // Verilator ignores a file that it cannot open: try first.
        if (std::FILE *file = std::fopen(path, "wb")) {
            std::fclose(file);
        } else {
            fail("cannot write waves to %s: %s", path, static_cast<const char *>(std::strerror(errno)));
        }
        kernel.trace(&file_, all_levels);
        file_.open(path);
    }

    ~FstWaves() override { file_.close(); }

    void record(uint64_t time) override { file_.dump(time); }

private:
    static constexpr int all_levels = 99;
    VerilatedFstC file_;
};

}  // namespace

const bool waves_available = true;

std::unique_ptr<Waves> open_waves(Vsystole &kernel, const char *path) { return std::make_unique<FstWaves>(kernel, path); }

}  // namespace systole
