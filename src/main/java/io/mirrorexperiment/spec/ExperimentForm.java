package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.OnGitops;
import io.mirrorexperiment.experiment.OnInconclusive;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Requirements;
import io.mirrorexperiment.experiment.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A whole document.
 *
 * @param files reads what the spec names
 * @param namespace holds where the spec has none
 * @param shortestInterval between looks
 * @param extensible whether a soak may be longer than the duration
 */
record ExperimentForm(SpecFiles files, String namespace, Duration shortestInterval, boolean extensible)
        implements Form<Experiment> {
    static final String API_VERSION = "mirror-experiment.io/v1";
    static final String KIND = "MirrorExperiment";

    private static final Form<Optional<OnGitops>> GITOPS = Choice.of("refuse", Optional.<OnGitops>empty())
            .or(OnGitops.PATCH.word(), Optional.of(OnGitops.PATCH))
            .or(OnGitops.PRINT.word(), Optional.of(OnGitops.PRINT));
    private static final String SUSPENDED =
            "true; a controller begins no run of it by itself, whoever names it in a command or a CustomRun has it run all the same";
    private static final String HOLD =
            "hold keeps a dark version that the run has deployed, and the mirror and the revision are yours here; write rollBack";

    @Override
    public Optional<Experiment> read(Field document) {
        if (!document.isMapping()) {
            return document.wrong("the text is no experiment but "
                    + document.piece().words() + "; begin with apiVersion: " + API_VERSION + " and kind: " + KIND);
        }
        Section free = Section.anyWords(document);
        return isForeign(free) ? foreign(free) : ours(document);
    }

    /** Another kind of object altogether: its fields would only be noise. */
    private static boolean isForeign(Section document) {
        return document.find("kind")
                .map(Field::piece)
                .filter(Piece.Scalar.class::isInstance)
                .map(kind -> ((Piece.Scalar) kind).text())
                .filter(kind -> !kind.equals(KIND)
                        && Suggestion.nearest(kind, List.of(KIND)).isEmpty())
                .isPresent();
    }

    private static Optional<Experiment> foreign(Section document) {
        return document.find("kind")
                .flatMap(kind -> kind.wrong("is " + kind.seen() + ", which is not read here; an experiment has kind: "
                        + KIND + " and apiVersion: " + API_VERSION));
    }

    private Optional<Experiment> ours(Field document) {
        Section top = Section.of(document, List.of("apiVersion", "kind", "metadata", "spec"));
        top.need("apiVersion", Choice.of(API_VERSION, API_VERSION), API_VERSION, "write apiVersion: " + API_VERSION);
        top.need("kind", Choice.of(KIND, KIND), KIND, "write kind: " + KIND);
        Section metadata = top.section("metadata", "name", "namespace");
        String name =
                metadata.need("name", Text.EXPERIMENT_NAME, "unnamed", "name the experiment, as in name: reviews-v2");
        String where = metadata.read("namespace", Text.LABEL_NAME, namespace, namespace);
        if (!top.has("spec")) {
            top.missing("spec", "it says what to try and how");
            return Optional.empty();
        }
        return spec(where, name, top.section("spec", WORDS));
    }

    private static final String[] WORDS = {
        "requires",
        "service",
        "live",
        "dark",
        "mirror",
        "shift",
        "metrics",
        "objectives",
        "duration",
        "decision",
        "promotion",
        "onInconclusive",
        "protection",
        "gitops",
        "notifications",
        "suspend"
    };

    private Optional<Experiment> spec(String where, String name, Section spec) {
        String service = spec.need(
                "service",
                Text.LABEL_NAME,
                "unnamed",
                "name the Kubernetes Service that clients call, as in service: reviews");
        Version live = VersionForm.live(spec);
        Dark dark = new DarkForm(files, live).read(spec);
        Mirror mirror = new ShiftForm(live, dark).read(spec, MirrorForm.read(spec, dark));
        var metrics = MetricsForm.read(spec, live.isRevision());
        var accessLogs = AccessLogsForm.read(spec, live.isRevision());
        var queries = QueriesForm.read(spec);
        var cadence = new CadenceForm(shortestInterval).read(spec);
        Decision decision = DecisionForm.read(spec, cadence, extensible);
        Promotion promotion = PromotionForm.read(spec, dark, mirror, cadence);
        List<Objective> objectives =
                ObjectivesForm.read(spec, mirror, decision, promotion, accessLogs.isPresent(), queries);
        OnInconclusive onInconclusive = InconclusiveForm.read(spec);
        if (dark.isRevision() && mirror.via() == Mirror.Via.EXISTING && onInconclusive.hold()) {
            spec.refuse("onInconclusive", HOLD);
        }
        Optional<Requirements> requires = RequirementsForm.read(spec, where);
        Optional<OnGitops> gitops = spec.read("gitops", GITOPS).flatMap(way -> way);
        gitops.flatMap(way -> way.refusal(mirror, promotion, dark.isRevision()))
                .ifPresent(because -> spec.refuse("gitops", because));
        var notifications = NotificationsForm.read(spec);
        if (spec.read("suspend", Field::truth).orElse(false)) {
            spec.notes().byDefault("spec.suspend", SUSPENDED);
        }
        Duration baseline = spec.section("protection", "baseline")
                .read("baseline", Durations.positive(), Duration.ofMinutes(1), "1m");
        return spec.notes().clean()
                ? Optional.of(new Experiment(
                        where,
                        name,
                        service,
                        live,
                        dark,
                        mirror,
                        metrics,
                        objectives,
                        cadence,
                        decision,
                        promotion,
                        onInconclusive,
                        baseline,
                        accessLogs,
                        requires,
                        queries,
                        gitops,
                        notifications))
                : Optional.empty();
    }
}
