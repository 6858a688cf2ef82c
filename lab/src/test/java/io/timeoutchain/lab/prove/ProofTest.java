package io.timeoutchain.lab.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.lab.LabTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole proof, on real servers: a scenario that does not break, or does not hold, fails the build. */
@LabTest
final class ProofTest {

    @Test
    void every_scenario_breaks_as_it_stands_and_holds_once_it_is_repaired() {
        List<Proof> proofs = Prover.prove(Scenarios.all(), proof -> {});

        assertThat(proofs).allSatisfy(proof -> {
            assertThat(proof.objections()).as(proof.scenario().name()).isEmpty();
            assertThat(proof.broken().failures()).as(proof.scenario().name()).isPositive();
            assertThat(proof.repaired().failures()).as(proof.scenario().name()).isZero();
        });
    }
}
