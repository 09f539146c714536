package systole.contract;

/** Prints the contract as a C header for the simulator's harness. */
public final class CHeader {
    private CHeader() {
    }

    /** The header's text: registers, opcodes, counters, error codes and the configuration. */
    public static String of(Configuration configuration) {
        StringBuilder text = new StringBuilder("/* Generated from the Java contract: do not edit. */\n#pragma once\n#include <stdint.h>\n");
        text.append("\n/* Registers: byte offsets. */\n");
        for (Register register : Register.values()) {
            define(text, "SYSTOLE_REGISTER_" + register, "0x%xu".formatted(register.offset()));
        }
        define(text, "SYSTOLE_REGISTER_SPACE", "0x%xu".formatted(Register.SPACE));
        text.append("\n/* Bits of SYSTOLE_REGISTER_CONTROL. */\n");
        define(text, "SYSTOLE_CONTROL_START", Register.START + "u");
        define(text, "SYSTOLE_CONTROL_DONE", Register.DONE + "u");
        define(text, "SYSTOLE_CONTROL_IDLE", Register.IDLE + "u");
        define(text, "SYSTOLE_CONTROL_READY", Register.READY + "u");
        text.append("\n/* Opcodes. */\n");
        for (Opcode opcode : Opcode.values()) {
            define(text, "SYSTOLE_OPCODE_" + opcode, opcode.code() + "u");
        }
        text.append("\n/* Error codes. */\n");
        for (ErrorCode error : ErrorCode.values()) {
            define(text, "SYSTOLE_ERROR_" + error, error.code() + "u");
        }
        text.append("\n/* Counters: index from SYSTOLE_REGISTER_COUNTER_BASE on, 8 bytes each. */\n");
        for (Counter counter : Counter.values()) {
            define(text, "SYSTOLE_COUNTER_" + counter, counter.ordinal() + "u");
        }
        define(text, "SYSTOLE_COUNTERS", Counter.values().length + "u");
        text.append("\n/* Configuration. */\n");
        define(text, "SYSTOLE_ARRAY_SIZE", configuration.array().size() + "u");
        define(text, "SYSTOLE_BUS_BYTES", configuration.bus().bytes() + "u");
        define(text, "SYSTOLE_BURST_BEATS", configuration.bus().burstBeats() + "u");
        define(text, "SYSTOLE_CONTRACT_HASH", "UINT64_C(0x" + configuration.hashText() + ")");
        return text.toString();
    }

    private static void define(StringBuilder text, String name, String value) {
        text.append("#define ").append(name).append(' ').append(value).append('\n');
    }
}
