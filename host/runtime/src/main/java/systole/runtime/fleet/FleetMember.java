package systole.runtime.fleet;

import systole.runtime.LoadedNetwork;

/**
 * A network on one device of a fleet.
 *
 * @param name tells the device from the others in messages
 */
record FleetMember(String name, LoadedNetwork network) {
    void close() {
        network.close();
    }
}
