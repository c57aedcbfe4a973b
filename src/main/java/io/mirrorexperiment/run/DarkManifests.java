package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.traffic.TrafficMirrors;
import io.mirrorexperiment.workload.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What is applied for the dark version: rendered anew each time, since no journal holds a pod template. */
final class DarkManifests {
    private final Site site;

    DarkManifests(Site site) {
        this.site = site;
    }

    /** An attempt to render. */
    sealed interface Rendered permits Ours, Changed {}

    /**
     * Ours to apply.
     *
     * @param objects in the order of the file, marked as this run's
     * @param container the container whose image is exchanged; empty where none is
     */
    record Ours(List<Manifest> objects, String container) implements Rendered {}

    /**
     * Not to be had as it was planned.
     *
     * @param because why, and the way out
     */
    record Changed(String because) implements Rendered {}

    Rendered render(Journal journal, Manifest live) {
        Experiment experiment = journal.experiment();
        Manifest service = site.cluster()
                .read(new Address(Kind.SERVICE, experiment.namespace(), experiment.service()))
                .map(TrafficMirrors::whole)
                .orElseThrow(() -> new IllegalStateException("Service " + experiment.service() + " is gone"));
        return render(experiment, live, service, journal.id().toString());
    }

    /** For a dark version that is ours; {@code run} is the id written on every object. */
    Rendered render(Experiment experiment, Manifest live, Manifest service, String run) {
        if (experiment.dark().source() instanceof DarkSource.Clone clone) {
            return site.workload().clone(live, service, clone, run) instanceof Found.There<Found.Cloned> there
                    ? new Ours(List.of(there.value().manifest()), there.value().container())
                    : new Changed(because(site.workload().clone(live, service, clone, run)));
        }
        return given((DarkSource.Given) experiment.dark().source(), experiment.namespace(), run);
    }

    static String because(Found<?> found) {
        return found instanceof Found.NotClear<?> notClear ? notClear.because() : "";
    }

    private Rendered given(DarkSource.Given given, String namespace, String run) {
        try {
            byte[] bytes = site.files().read(given.path());
            if (!sha256(bytes).equals(given.sha256())) {
                return new Changed(given.path() + " has changed since the spec was read; start a new run");
            }
            return new Ours(
                    ManifestText.read(new String(bytes, StandardCharsets.UTF_8)).stream()
                            .map(object -> site.workload().marked(placed(object, namespace), run))
                            .toList(),
                    "");
        } catch (IOException e) {
            return new Changed(given.path() + ": " + e.getMessage());
        }
    }

    private static Manifest placed(Manifest object, String namespace) {
        return object.namespace().isEmpty() ? object.with(namespace, "metadata", "namespace") : object;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
