package io.mirrorexperiment.run;

import static io.mirrorexperiment.run.EndingsTest.assertEnding;
import static io.mirrorexperiment.run.EndingsTest.assertUntouched;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.OnGitops;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.MemoryStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on routes that Argo CD owns. */
@Timeout(300)
class GitopsTest {
    private static final String US = "mirror-experiment";
    private static final String ROUTE = "virtualservices/reviews";
    private static final String RULE =
            "in Argo CD application books: spec: {ignoreDifferences: [{group: networking.istio.io, kind: "
                    + "VirtualService, namespace: default, name: reviews, managedFieldsManagers: [mirror-experiment]}], "
                    + "syncPolicy: {syncOptions: [RespectIgnoreDifferences=true]}}";

    static String owned() {
        return Scenes.plain()
                .replace("annotations: {team: books}", "annotations: {argocd.argoproj.io/tracking-id: 'books:x'}");
    }

    private static Experiment patching(World world) {
        return Trial.clones().in(world).with(OnGitops.PATCH);
    }

    @Test
    void whoIsRefusedReadsTheRule() {
        try (World world = new World(owned())) {
            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.GITOPS_OWNED, 4);
            assertThat(ending.because())
                    .contains("belongs to Argo CD application books")
                    .contains("--gitops patch")
                    .contains("managedFieldsManagers: [mirror-experiment]");
            assertUntouched(world);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2})
    void ourFieldManagerIsThereWhileTheRouteIsOursAndGoneAtTheEnd(double darkErrors) {
        try (World world = new World(owned())) {
            SelfHealing argo = new SelfHealing(world, US);
            world.begin();
            world.traffic.darkErrors = darkErrors;
            Run run = world.begin(patching(world));

            Standing flowing = world.drive(run, Entry.Flowing.class);
            assertThat(argo.managers(ROUTE)).contains(US, "argocd-controller");
            assertThat(argo.heal()).isEmpty();
            Outcome outcome = world.finish(run).outcome();

            assertThat(outcome).isEqualTo(darkErrors > 0 ? Outcome.ROLLED_BACK : Outcome.PROMOTED);
            assertThat(argo.managers(ROUTE)).containsExactly("argocd-controller");
            assertThat(argo.heal()).isEmpty();
            assertThat(flowing.journal()
                            .last(Entry.Planned.class)
                            .orElseThrow()
                            .plan()
                            .warnings())
                    .anyMatch(warning -> warning.contains(RULE));
        }
    }

    private enum When {
        PINNED(Entry.Pinned.class),
        MIRRORED(Entry.Mirrored.class),
        FLOWING(Entry.Flowing.class),
        ITERATED(Entry.Iterated.class);

        private final Class<? extends Entry> entry;

        When(Class<? extends Entry> entry) {
            this.entry = entry;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunWhoseEditsAreUndoneStopsAndSaysByWhom(When when) {
        try (World world = new World(owned())) {
            SelfHealing argo = new SelfHealing(world);
            world.begin();
            Run run = world.begin(patching(world));
            world.drive(run, when.entry);
            assertThat(argo.heal()).containsExactly(ROUTE);

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.GITOPS_REVERTED, 2);
            assertThat(ending.because())
                    .contains("belongs to Argo CD application books")
                    .contains(RULE);
            assertThat(argo.heal()).isEmpty();
            assertThat(argo.managers(ROUTE)).isNotEmpty().containsOnly("argocd-controller");
            assertThat(world.now()).isEqualTo(world.before());
            assertThat(world.traffic.failed).isZero();
        }
    }

    @Test
    void aPromotionInStepsThatIsUndoneGoesBackAndSaysByWhom() {
        try (World world = new World(owned())) {
            SelfHealing argo = new SelfHealing(world);
            world.begin();
            Run run = world.begin(Trial.clones().stepping(50, 100).in(world).with(OnGitops.PATCH));
            world.drive(run, Entry.Watched.class);
            assertThat(argo.heal()).containsExactly(ROUTE);

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.ROLLED_BACK, Cause.GITOPS_REVERTED, 2);
            assertThat(ending.because()).contains(RULE);
            assertThat(world.now()).isEqualTo(world.before());
            assertThat(world.traffic.failed).isZero();
        }
    }

    @Test
    void whoUndoesARunFromItsClaimLeavesNoManagerBehind() {
        try (World world = new World(owned())) {
            SelfHealing argo = new SelfHealing(world, US);
            world.begin();
            world.drive(world.begin(patching(world)), Entry.Flowing.class);
            Undo undo = new Undo(world.cluster(), world.engine(new MemoryStore()));

            Run back =
                    world.keep(undo.restore(undo.claims(Optional.of("default")).get(0), "somebody")
                            .orElseThrow());
            world.finish(back);

            assertThat(argo.managers(ROUTE)).containsExactly("argocd-controller");
            assertUntouched(world);
        }
    }

    @Test
    void whatNobodyOwnsKeepsItsManagers() {
        try (World world = new World(Scenes.subsets())) {
            world.finish(world.begin(Trial.clones().in(world)));

            assertThat(List.copyOf(new SelfHealing(world).managers(ROUTE))).contains(US);
        }
    }
}
