package systole.cli;

import java.util.ArrayList;

/** What picocli lists in help and completes. */
final class WorkloadNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    WorkloadNames() {
        super(Workloads.names());
    }
}
