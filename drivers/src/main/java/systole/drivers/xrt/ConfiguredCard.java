package systole.drivers.xrt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import systole.compiler.Program;
import systole.contract.Configuration;
import systole.contract.KernelArgument;
import systole.contract.Register;

/** A card that is configured with the accelerator, its kernel, and the programs on it. */
final class ConfiguredCard implements Handles.Handle {
    private final Handles handles;
    private final Card card;
    private final CardKernel kernel;
    private final Set<PlacedProgram> programs = Collections.newSetFromMap(new IdentityHashMap<>());

    private ConfiguredCard(Handles handles, Card card, CardKernel kernel) {
        this.handles = handles;
        this.card = card;
        this.kernel = kernel;
    }

    /**
     * Opens a card, configures it and opens the kernel.
     *
     * @throws XrtException where one of the three fails; nothing is left open
     */
    static ConfiguredCard open(CardPlace place, Path xclbin) {
        Handles handles = new Handles();
        try {
            Card card = handles.keep(Card.open(place.bdf()));
            CardKernel kernel = handles.keep(CardKernel.open(card, card.load(xclbin), place.kernel()));
            return new ConfiguredCard(handles, card, kernel);
        } catch (IOException e) {
            handles.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
    }

    /** Throws {@link XrtException}, with both values, where the kernel was built from another contract or configuration. */
    void requireContract(Path xclbin, Configuration configuration) {
        long found = kernel.readLong(Register.HASH_LOW);
        if (found != configuration.hash()) {
            throw new XrtException("%s on card %s has contract hash %016x but this configuration has %s: build it anew, or choose its --array"
                    .formatted(xclbin, card.name(), found, configuration.hashText()));
        }
    }

    /** Allocates a buffer in the bank that an argument points into. */
    CardBuffer allocate(KernelArgument argument, int bytes) {
        return CardBuffer.allocate(card, bytes, kernel.bank(argument));
    }

    /** Puts a program on the card, until that is closed or the card is. See {@link PlacedProgram#place}. */
    PlacedProgram place(Program program) {
        PlacedProgram placed = PlacedProgram.place(this, program);
        programs.add(placed);
        return placed;
    }

    /** Takes a program from the card. */
    void remove(PlacedProgram placed) {
        placed.close();
        programs.remove(placed);
    }

    CardKernel kernel() {
        return kernel;
    }

    @Override
    public void close() {
        // A card with open buffers stays open behind its closed handle.
        programs.forEach(PlacedProgram::close);
        programs.clear();
        handles.close();
    }
}
