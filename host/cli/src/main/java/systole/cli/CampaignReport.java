package systole.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import systole.verify.Campaign;

/**
 * A campaign as JSON.
 *
 * @param devices that were compared with the reference
 * @param equal cases without a difference
 * @param refused cases that do not fit their accelerator
 * @param tensors compared
 * @param bytes of those tensors
 * @param wallSeconds how long it took
 * @param failure what ended it; null, and left out, where nothing failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CampaignReport(
        List<String> devices, int equal, int refused, int tensors, long bytes, @JsonProperty("wall_s") double wallSeconds, Failure failure) {
    /** The failing case, and how to see it again. */
    record Failure(String device, String reason, String found, String smallest, String command) {
        static Failure of(systole.verify.Failure failure) {
            return new Failure(failure.outcome().device(), failure.outcome().reason(), failure.drawn().toString(),
                    failure.smallest().toString(), failure.command());
        }
    }

    static CampaignReport of(List<String> devices, Campaign campaign, Optional<systole.verify.Failure> failure) {
        return new CampaignReport(devices, campaign.equal(), campaign.refusals().size(), campaign.compared().tensors(), campaign.compared().bytes(),
                campaign.wall().toMillis() / 1e3, failure.map(Failure::of).orElse(null));
    }
}
