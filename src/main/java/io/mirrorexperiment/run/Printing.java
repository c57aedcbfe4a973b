package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.run.Commit.Stage;
import io.mirrorexperiment.traffic.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a run that writes no routes has for somebody to commit, from its plan and today's objects: pure. */
final class Printing {
    private static final List<Stage> IN = List.of(Stage.SUBSETS, Stage.PIN, Stage.MIRROR);
    private static final List<Stage> OUT = List.of(Stage.UNMIRROR);
    private static final List<Stage> BACK = List.of(Stage.UNPIN, Stage.CLEAR);

    private final Experiment experiment;
    private final Plan plan;
    private final Commits commits;
    private final String image;
    private final OptionalLong replicas;

    private Printing(Experiment experiment, Plan plan, Commits commits, String image, OptionalLong replicas) {
        this.experiment = experiment;
        this.plan = plan;
        this.commits = commits;
        this.image = image;
        this.replicas = replicas;
    }

    /**
     * Of a run.
     *
     * @param replicas that a dark version of its own needs to take the users; empty if it has them
     */
    static Printing of(Journal journal, Plan plan, Commits commits, OptionalLong replicas) {
        String judged = journal.last(Entry.Ready.class).map(Entry.Ready::image).orElse("");
        return new Printing(journal.experiment(), plan, commits, judged, replicas);
    }

    /** What a dark workload lacks to take the users of the live one; a workload that is not there lacks all. */
    static OptionalLong lacking(Manifest live, Optional<Manifest> dark) {
        long wanted = replicas(live);
        return dark.filter(there -> replicas(there) >= wanted).isPresent()
                ? OptionalLong.empty()
                : OptionalLong.of(wanted);
    }

    private static long replicas(Manifest workload) {
        return workload.number("spec", "replicas").orElse(1L);
    }

    /** Everything that will be to commit: the way in, and both ways out. */
    List<Commit> all(List<Manifest> objects) {
        List<Commit> all = new ArrayList<>(commits.of(IN, objects));
        List<Manifest> mirrored = commits.after(IN, objects);
        all.addAll(commits.of(OUT, mirrored));
        List<Manifest> shut = commits.after(OUT, mirrored);
        all.addAll(promotion(shut));
        all.addAll(commits.of(BACK, shut));
        return all;
    }

    /** What is left to commit where a run ends: the promotion of what conforms, and unless that leads elsewhere, what takes the pin out. */
    List<Commit> left(Verdict verdict, List<Manifest> objects) {
        List<Commit> left = new ArrayList<>(commits.of(OUT, objects));
        List<Manifest> shut = commits.after(OUT, objects);
        boolean promotes = verdict == Verdict.CONFORMS && experiment.promotion().mode() != Promotion.Mode.NONE;
        if (promotes) {
            left.addAll(promotion(shut));
        }
        if (!promotes || experiment.dark().source() instanceof DarkSource.Clone) {
            left.addAll(commits.of(BACK, shut));
        }
        return left;
    }

    private List<Commit> promotion(List<Manifest> shut) {
        if (experiment.promotion().mode() == Promotion.Mode.NONE) {
            return List.of();
        }
        return experiment.dark().source() instanceof DarkSource.Clone clone
                ? List.of(Commit.of(Stage.PROMOTE, List.of(new Change.Create(imageOf(clone)))))
                : Stream.of(Stage.ADDRESS, Stage.PROMOTE, Stage.SETTLE)
                        .flatMap(stage -> promotion(stage, shut).stream())
                        .toList();
    }

    private Optional<Commit> promotion(Stage stage, List<Manifest> shut) {
        List<Change> changes = new ArrayList<>();
        if (stage == Stage.ADDRESS) {
            replicas.ifPresent(
                    count -> changes.add(new Change.Create(workload(plan.dark()).with(count, "spec", "replicas"))));
        }
        if (commits.lacking(stage, shut) instanceof Step.Changes step) {
            changes.addAll(step.changes());
        }
        return Optional.of(Commit.of(stage, changes)).filter(commit -> !commit.isEmpty());
    }

    /** Only what changes of the live workload: its template may hold what must not be printed. */
    private Manifest imageOf(DarkSource.Clone clone) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", plan.container());
        container.put("image", image.isEmpty() ? clone.image() : image);
        return workload(plan.live()).with(List.of(container), "spec", "template", "spec", "containers");
    }

    private Manifest workload(String name) {
        return Commits.workload(new Address(Kind.DEPLOYMENT, experiment.namespace(), name));
    }
}
