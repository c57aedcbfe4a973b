package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.run.Behind.Serving;
import io.mirrorexperiment.run.Draft;
import io.mirrorexperiment.run.Proposal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Chooses which version is live and which is dark, by what was said, by requests, and by mirrors that are there; where that leaves it
 * open, it asks. Touches nothing.
 *
 * @param asked what was said
 * @param found what was seen
 * @param namespace of both
 * @param trial tries whether a mirror is there
 */
record Choosing(InitFlags asked, Scouting.Found found, String namespace, SpecTrial trial) {
    /** As long as a spec lasts that says nothing else: until more is known. */
    private static final Cadence USUAL = new Cadence(Duration.ofSeconds(10), 60, 3);

    /** Of more versions every pair would take long to try. */
    private static final int MOST = 6;

    /** What is known without a draft; limits and looks are the usual ones. */
    FirstSpec chosen() {
        List<FirstSpec> mirrored = mirrored();
        if (mirrored.size() == 1) {
            return mirrored.get(0);
        }
        if (mirrored.size() > 1) {
            throw open("there are several mirrors between the versions behind Service " + found.service()
                    + ": say which are meant with --live and --dark");
        }
        Serving live = live();
        return spec(live, dark(live), new FirstSpec.Copies(false, OptionalDouble.of(100)));
    }

    /** Pairs of which one already gets copies of what the other gets. */
    private List<FirstSpec> mirrored() {
        List<FirstSpec> all = new ArrayList<>();
        if (asked.image.isPresent() || found.versions().size() > MOST) {
            return all;
        }
        for (Serving live : candidates("--live", asked.live())) {
            for (Serving dark : candidates("--dark", asked.dark)) {
                if (!live.equals(dark) && found.of(live).requests() > 0) {
                    watched(live, dark).ifPresent(all::add);
                }
            }
        }
        return all;
    }

    private List<Serving> candidates(String flag, Optional<String> named) {
        return named.map(name -> List.of(found.named(flag, name))).orElseGet(found::versions);
    }

    /** Where nothing can be read of a mirror, its share is unknown, and so is whether it is there. */
    private Optional<FirstSpec> watched(Serving live, Serving dark) {
        FirstSpec spec =
                spec(live, new FirstSpec.Dark.Present(dark), new FirstSpec.Copies(true, OptionalDouble.empty()));
        Draft draft = trial.survey(SpecTrial.read(FirstSpecText.of(spec)).experiment());
        return draft instanceof Draft.Possible possible
                        && possible.plan().percent().isPresent()
                ? Optional.of(
                        spec.with(new FirstSpec.Copies(true, possible.plan().percent())))
                : Optional.empty();
    }

    private Serving live() {
        if (asked.live().isPresent()) {
            return found.named("--live", asked.live().get());
        }
        List<Serving> busy = found.versions().stream()
                .filter(each -> found.of(each).requests() > 0)
                .filter(each -> asked.dark.filter(each.deployment()::equals).isEmpty())
                .toList();
        if (busy.size() != 1) {
            throw open("several versions behind Service " + found.service() + " get requests: " + found.words()
                    + ". Say which one is live with --live");
        }
        return busy.get(0);
    }

    private FirstSpec.Dark dark(Serving live) {
        if (asked.dark.isPresent()) {
            return new FirstSpec.Dark.Present(found.named("--dark", asked.dark.get()));
        }
        List<Serving> idle = found.versions().stream()
                .filter(each -> found.of(each).requests() == 0 && !each.equals(live))
                .toList();
        if (asked.image.isPresent() || idle.isEmpty()) {
            return clone(live);
        }
        if (idle.size() > 1) {
            throw open("several versions behind Service " + found.service() + " get no requests: " + found.words()
                    + ". Say which one is dark with --dark, or which image is to be tried with --dark-image");
        }
        return new FirstSpec.Dark.Present(idle.get(0));
    }

    private FirstSpec.Dark clone(Serving live) {
        String image = asked.image.orElseGet(() -> live.images().get(0));
        List<String> taken = found.versions().stream().map(Serving::version).toList();
        return new FirstSpec.Dark.Clone(
                NextVersion.after(live.version(), asked.image, taken), image, asked.image.isPresent());
    }

    private FirstSpec spec(Serving live, FirstSpec.Dark dark, FirstSpec.Copies copies) {
        Proposal proposal = Proposal.of(found.of(live))
                .orElseThrow(() -> Refusal.nothingChanged("more than a quarter of the requests of " + live.deployment()
                        + " fail (" + found.of(live).bad() + " of "
                        + found.of(live).requests() + "), so no limit on those of a dark version would mean anything:"
                        + " mend the live version first\n(live-breaching)"));
        return new FirstSpec(
                asked.words(),
                namespace,
                found.service(),
                live,
                dark,
                copies,
                found.metrics(),
                new FirstSpec.Seen(found.of(live), found.window(), true),
                proposal,
                USUAL,
                asked.gitops.patch());
    }

    private static Refusal open(String because) {
        return Refusal.nothingChanged(because + "\n(not-possible)");
    }
}
