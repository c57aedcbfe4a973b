package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Journals;
import io.mirrorexperiment.journal.StoreException;
import io.mirrorexperiment.real.Ground;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import org.junit.jupiter.api.Test;

/** Journals in ConfigMaps of the sandbox's API server. */
class ClusterTextsTest extends ClusterTextsContract {
    ClusterTextsTest() {
        super(Ground.sandbox(KubeOptions.defaults()));
    }

    @Test
    void aSilentServerIsTroubleAndNoEmptyJournal() {
        neighbour().save(Journals.begun(1));
        ground.close();

        assertThatThrownBy(() -> neighbour().load(new RunId("default", "reviews-v2", 1)))
                .isInstanceOf(StoreException.class);
    }
}
