package systole.compiler.interpreter;

import java.util.EnumMap;
import java.util.Map;
import systole.compiler.Program;
import systole.contract.Configuration;
import systole.contract.LocalMemory;
import systole.contract.MemoryConfiguration;
import systole.contract.Region;

/** All memories that a program works on: on chip and the regions of device memory. */
final class Machine {
    final int lanes;
    final byte[] scratchpad;
    final byte[] weights;
    final byte[] parameters;
    final byte[] lookup;
    final byte[] residuals;
    final int[] accumulators;
    private final Map<Region, byte[]> regions = new EnumMap<>(Region.class);

    Machine(Program program, byte[] input) {
        Configuration configuration = program.configuration();
        MemoryConfiguration memory = configuration.memory();
        lanes = configuration.array().size();
        scratchpad = new byte[memory.scratchpadRows() * lanes];
        weights = new byte[memory.weightRows() * lanes];
        parameters = new byte[memory.parameterRows() * lanes];
        lookup = new byte[memory.lookupTables() * MemoryConfiguration.LOOKUP_BYTES];
        residuals = new byte[memory.residualRows() * lanes];
        accumulators = new int[memory.accumulatorRows() * lanes];
        regions.put(Region.CONSTANTS, program.constants());
        regions.put(Region.WORKSPACE, new byte[program.bytes(Region.WORKSPACE)]);
        regions.put(Region.INPUT, input);
        regions.put(Region.OUTPUT, new byte[program.bytes(Region.OUTPUT)]);
    }

    byte[] region(int code) {
        return regions.get(Region.values()[code]);
    }

    byte[] region(Region region) {
        return regions.get(region);
    }

    byte[] local(int code) {
        return switch (LocalMemory.values()[code]) {
            case SCRATCHPAD -> scratchpad;
            case WEIGHTS -> weights;
            case PARAMETERS -> parameters;
            case LOOKUP -> lookup;
            case RESIDUAL -> residuals;
        };
    }
}
