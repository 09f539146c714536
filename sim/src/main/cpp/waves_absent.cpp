#include "failure.h"
#include "waves.h"

namespace systole {

const bool waves_available = false;

std::unique_ptr<Waves> open_waves(Vsystole &, const char *path) {
    fail("cannot write waves to %s: this simulator was built without them, build the WAVES variant", path);
}

}  // namespace systole
