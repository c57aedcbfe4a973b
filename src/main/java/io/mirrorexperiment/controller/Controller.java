package io.mirrorexperiment.controller;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.Leading;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.manifest.Address;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The gate in a cluster: attends to objects that ask for runs, while it leads; else it stands by, knowing all objects. It keeps nothing that
 * the cluster could not tell again, so whoever leads next goes on at the same point. Begins at once; ends with {@link #close}, which leaves
 * the runs as they are in their journals. Thread-safe.
 */
public final class Controller implements AutoCloseable {
    private final Settings settings;
    private final Attention attention;
    private final Engines engines;
    private final Telling telling;
    private final Workers<Address> workers;
    private final Leading leading;
    private final Watches watches;
    private volatile boolean closed;

    /**
     * Begins.
     *
     * @param subjects the kinds that are attended to, as far as the cluster has them
     * @param observers look on
     * @throws io.mirrorexperiment.cluster.ClusterException never: a cluster that is away is waited for
     */
    public Controller(
            Cluster cluster, Settings settings, Clock clock, List<Subject> subjects, List<Observer> observers) {
        this.settings = settings;
        this.leading = new Leading(
                cluster, settings.lease(), settings.identity(), settings.term(), clock, this::leadershipChanged);
        Targets targets = new Targets();
        this.attention = new Attention(targets, this::wake, this::gone, this::doubt);
        this.telling = new Telling(cluster, clock, List.copyOf(observers));
        this.engines = new Engines(
                cluster,
                clock,
                settings.patience(),
                attention::wrote,
                call -> telling.observers(each -> each.asked(call)));
        Desk desk = new Desk(
                cluster,
                clock,
                subjects.stream().collect(Collectors.toUnmodifiableMap(Subject::kind, Function.identity())),
                attention,
                targets,
                engines,
                telling,
                this::leads,
                "controller " + settings.identity());
        this.workers = new Workers<>(clock, settings.workers(), new Attending(desk));
        this.watches = new Watches(cluster, settings, desk.subjects().keySet(), attention);
        watches.start();
        leading.start();
    }

    /** Whether this process leads. */
    public boolean leads() {
        return !closed && leading.leads();
    }

    /** How it is. */
    public Health health() {
        return new Health(
                leads(),
                watches.isCurrent(),
                leading.reached(),
                watches.kinds(),
                attention.all().size(),
                workers.late(),
                settings.workers(),
                workers.busySince());
    }

    /** When the next turn is due; for clocks that are moved by hand. */
    Instant next() {
        return workers.next();
    }

    /** Looks at the clock anew. */
    void look() {
        workers.look();
    }

    private void gone(Address address) {
        telling.observers(each -> each.gone(address));
    }

    private void wake(Address address) {
        workers.wake(address);
    }

    private void doubt(RunId run) {
        engines.doubt(run);
    }

    private void leadershipChanged() {
        boolean leads = leads();
        if (leads) {
            telling.anew();
        }
        telling.observers(each -> each.leads(leads));
        if (leads) {
            attention.all().forEach(workers::wake);
        }
    }

    /** Ends after the deeds that are under way; gives the Lease back. */
    @Override
    public void close() {
        closed = true;
        watches.close();
        workers.close();
        leading.close();
    }
}
