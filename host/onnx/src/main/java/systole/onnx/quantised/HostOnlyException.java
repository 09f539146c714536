package systole.onnx.quantised;

/** Why a node stays on the host, in a few words: "its weights are not constant". */
final class HostOnlyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HostOnlyException(String reason) {
        super(reason);
    }
}
