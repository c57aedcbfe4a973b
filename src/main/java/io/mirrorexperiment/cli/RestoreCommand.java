package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.run.Stray;
import io.mirrorexperiment.run.Undo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings back how everything was before a run, from any machine. */
@Command(
        name = "restore",
        description =
                "Bring back how everything was before a run, from any machine: all that is needed is in the cluster.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment restore default.reviews-v2.1",
            "  mirror-experiment restore reviews -n shop       whichever run works on service reviews",
            "  mirror-experiment restore reviews --force       also write the routes' specs back whole",
            "",
            "Only the gate's own fields are taken out of today's objects; with --force what others changed",
            "in the routes since the run began is lost, too. Ends with 0, or with 5 where a person must act."
        })
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN|SERVICE", description = "id of a run, or name of the service that it works on")
    String target = "";

    @Mixin
    ClusterFlags cluster = new ClusterFlags();

    @Mixin
    ViewFlags view = new ViewFlags();

    @Option(
            names = "--force",
            description = "write the specs of the routes back whole, as they were when the run began")
    boolean force;

    private final Host host;

    RestoreCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        try (Cluster connected = cluster.connect()) {
            Restoring restoring = new Restoring(view.people(host), view, connected);
            String namespace = RunId.parse(target).map(RunId::namespace).orElse(connected.namespace());
            List<StandingClaim> claims = restoring.undo().claims(Optional.of(namespace)).stream()
                    .filter(this::isMeant)
                    .toList();
            if (claims.isEmpty() && strays(restoring, namespace, claims).isEmpty()) {
                throw Refusal.nothingChanged("no run has a claim on " + target + " in namespace " + namespace + " of "
                        + connected.server() + "; there is nothing to restore");
            }
            boolean restored = restore(restoring, claims);
            restored &= restoring.sweep(strays(restoring, namespace, claims));
            return restored ? 0 : Refusal.STUCK;
        }
    }

    private boolean isMeant(StandingClaim claim) {
        return claim.run().equals(target) || Undo.concerns(claim, target);
    }

    private List<Stray> strays(Restoring restoring, String namespace, List<StandingClaim> claims) {
        return restoring.undo().strays(Optional.of(namespace)).stream()
                .filter(stray -> isMeant(stray, claims))
                .toList();
    }

    private boolean isMeant(Stray stray, List<StandingClaim> claims) {
        return stray.isOf(target)
                || stray.concerns(target)
                || claims.stream().anyMatch(claim -> stray.isOf(claim.run()));
    }

    private boolean restore(Restoring restoring, List<StandingClaim> claims) {
        if (force) {
            claims.forEach(claim -> restoring.undo().writeBack(claim).forEach(restoring::say));
        }
        boolean restored = true;
        for (StandingClaim claim : claims) {
            if (claim.isEnded()) {
                restoring.say("run " + claim.run() + " has ended already ("
                        + claim.ended().orElse("no word of how") + ")");
            } else {
                restored &= restoring.restore(claim);
            }
        }
        return restored;
    }
}
