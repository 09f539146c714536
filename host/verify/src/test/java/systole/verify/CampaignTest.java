package systole.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import systole.runtime.ProgressMonitor;

class CampaignTest {
    private static final List<Case> CASES = List.of(
            CaseText.parse("array=4/input=1x1x3/conv=5"),
            CaseText.parse("array=4,sizes=smallest/input=4x20x20/conv=4,kernel=20x20"),
            CaseText.parse("array=4/input=1x1x1/linear=2"),
            CaseText.parse("array=4/input=1x1x1/conv=1"));

    @Test
    void countsCasesAndBytes() {
        Campaign campaign = Campaign.run(Verifier.of(List.of("model"), ProgressMonitor.SILENT), CASES::get, 3, ProgressMonitor.SILENT);
        assertEquals(2, campaign.equal());
        assertEquals(1, campaign.refusals().size());
        assertEquals(new Outcome.Equal(4, 34), campaign.compared());
        assertTrue(campaign.finding().isEmpty());
    }

    @Test
    void endsAtTheFirstFailure() {
        AtomicInteger asked = new AtomicInteger();
        Campaign campaign = Campaign.run(FaultyDevice.verifier((node, options) -> node.output().shape().channels() == 2), number -> {
            asked.incrementAndGet();
            return CASES.get(number);
        }, 4, ProgressMonitor.SILENT);
        assertEquals(3, asked.get());
        assertEquals(1, campaign.equal());
        assertEquals(1, campaign.refusals().size());
        assertEquals(CASES.get(2), campaign.finding().orElseThrow().drawn());
    }
}
