package io.mirrorexperiment.cli;

import java.util.List;
import java.util.function.Supplier;

/** Holds the demo's cluster after a run against how it was before, and says what differs. */
final class Aftermath implements Runnable {
    /** What promotions are there to change; of Knative's own routes, whatever it makes of them. */
    private static final List<String> PROMOTED = List.of(
            "deployments default/reviews-v1: spec.template.spec.containers[0].image: ",
            "virtualservices default/example-routing: spec.http[1].route[0].",
            "virtualservices default/sample-app-ingress: ",
            "virtualservices default/sample-app-mesh: ");

    private final Host host;
    private final Snapshot before;
    private final Supplier<Snapshot> after;
    private boolean clean;

    Aftermath(Host host, Snapshot before, Supplier<Snapshot> after) {
        this.host = host;
        this.before = before;
        this.after = after;
    }

    /** Whether nothing differs but what a promotion changes; false before anybody looked. */
    boolean clean() {
        return clean;
    }

    @Override
    public void run() {
        List<String> changes = before.changes(after.get());
        clean = changes.stream().allMatch(line -> PROMOTED.stream().anyMatch(line::startsWith));
        if (changes.isEmpty()) {
            say("Looked at the cluster again: everything is as it was before.");
        } else if (clean) {
            say("Looked at the cluster again: everything is as it was before, but for the promotion:");
        } else {
            say("Looked at the cluster again: not everything is as it was before:");
        }
        changes.forEach(line -> say("  " + line));
        say("");
    }

    private void say(String line) {
        host.out().println(line);
    }
}
