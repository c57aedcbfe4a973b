package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.TermMilestone;
import hudson.init.Terminator;
import hudson.model.Run;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Conclusion;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;

/**
 * All runs of this controller that are under way, and the few threads that drive them: as many as
 * {@code io.jenkins.plugins.mirrorexperiment.Gates.threads} says, 10 unless it says so, however many runs there are. Thread-safe.
 */
@Extension
public final class Gates {
    private static final Logger LOG = Logger.getLogger(Gates.class.getName());

    private final Map<String, Drive> drives = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();
    private final Engine engine = new Engine(clock);
    private final Register register =
            new Register(Jenkins.get().getRootDir().toPath().resolve("mirror-experiment"));
    private final ScheduledThreadPoolExecutor pool = pool();

    /** The only one. */
    static Gates get() {
        return ExtensionList.lookupSingleton(Gates.class);
    }

    Engine engine() {
        return engine;
    }

    Clock clock() {
        return clock;
    }

    /** Runs something on the pool, now. */
    void execute(Runnable work) {
        pool.execute(guarded(work));
    }

    /** Runs something on the pool, later. */
    void later(Runnable work, Duration delay) {
        Future<?> unused = pool.schedule(guarded(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What fails is said: nobody asks for the results of this work. */
    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a step of a dark launch failed", e);
            }
        };
    }

    /**
     * Begins a run, or goes on with the one that the same step began before.
     *
     * @param place the step's own folder
     * @param experiment asked for only if there is no such run
     * @param parts whether the pipeline takes it part by part
     */
    Drive begin(Run<?, ?> build, String place, Callable<Request> experiment, boolean parts) throws Exception {
        BuildJournals journals = BuildJournals.in(build.getRootDir().toPath());
        Optional<Ongoing> known = register.all().stream()
                .filter(ongoing -> ongoing.place().equals(place))
                .findFirst();
        if (known.isPresent()) {
            return drive(known.get());
        }
        Optional<Journal> begun =
                journals.begun(place).flatMap(run -> journals.store(place).load(run));
        if (begun.filter(journal -> journal.has(Entry.Finished.class)).isPresent()) {
            return drive(
                    Ongoing.ended(build.getExternalizableId(), new BuildJournals.Kept(place, begun.get(), List.of())));
        }
        return begin(build, place, experiment.call(), parts);
    }

    private Drive begin(Run<?, ?> build, String place, Request request, boolean parts) throws IOException {
        Experiment experiment = parts ? Engine.byHand(request.experiment()) : request.experiment();
        Journal journal = engine.begin(build, place, request, experiment, parts);
        Ongoing ongoing = new Ongoing(
                journal.id().toString(),
                build.getExternalizableId(),
                place,
                request.cluster(),
                request.metrics(),
                request.gitops());
        register.add(ongoing);
        return drive(ongoing);
    }

    /** The drive of a run; made if there is none yet. */
    Drive drive(Ongoing ongoing) {
        return drives.computeIfAbsent(ongoing.place(), place -> new Drive(ongoing, this, pool, clock));
    }

    /** The drive of a build's run that is still under way. */
    Optional<Drive> driving(Run<?, ?> build, String run) {
        return of(build).stream()
                .filter(ongoing -> ongoing.run().equals(run))
                .findFirst()
                .map(this::drive);
    }

    /** The runs of a build that are still under way. */
    List<Ongoing> of(Run<?, ?> build) {
        String id = build.getExternalizableId();
        return register.all().stream()
                .filter(ongoing -> ongoing.build().equals(id))
                .toList();
    }

    /** All runs that are still under way. */
    List<Ongoing> all() {
        return register.all();
    }

    /** A run has ended: its reports are kept, and it is struck off. */
    void ended(Drive drive, Journal journal) {
        Ongoing ongoing = drive.ongoing();
        drives.remove(ongoing.place(), drive);
        Engine.build(ongoing).ifPresent(build -> Publication.of(build, journal));
        register.remove(ongoing);
    }

    /** Whether a run has lost its journal, and with it its drive: the sweep then undoes it from what its claim says. */
    boolean lost(Drive drive) {
        Ongoing ongoing = drive.ongoing();
        boolean there = Engine.build(ongoing)
                .map(build ->
                        BuildJournals.in(build.getRootDir().toPath()).root().resolve(ongoing.place()))
                .filter(Files::isDirectory)
                .isPresent();
        if (!there) {
            drives.remove(ongoing.place(), drive);
        }
        return !there;
    }

    /** Stops driving a run whose build is gone. */
    void forget(Ongoing ongoing) {
        Optional.ofNullable(drives.remove(ongoing.place())).ifPresent(Drive::stop);
    }

    /** Strikes a run off that was undone without its journal. */
    void undone(Ongoing ongoing) {
        forget(ongoing);
        register.remove(ongoing);
    }

    /** A build has ended: what it leaves unfinished is stopped and cleaned up; what is held for a person stays held. */
    void abandoned(Run<?, ?> build, String by) {
        for (Ongoing ongoing : of(build)) {
            execute(() -> abandon(ongoing, by));
        }
    }

    private void abandon(Ongoing ongoing, String by) {
        Drive drive = drive(ongoing);
        try {
            Optional<Journal> journal = engine.journal(ongoing);
            boolean open = journal.filter(each -> Conclusion.of(each).isEmpty()
                            && each.all(Entry.Asked.class).noneMatch(asked -> asked.request() == Entry.Request.ABORT))
                    .isPresent();
            if (open) {
                drive.ask(Entry.Request.ABORT, by);
            }
        } catch (AbortException | RuntimeException e) {
            LOG.log(Level.WARNING, "run " + ongoing.run() + " can't be stopped now; the sweep tries again", e);
        }
        drive.wake();
    }

    /** Lets go of all runs; they go on when the controller is back. */
    @Terminator(before = TermMilestone.COMPLETED)
    public static void terminate() {
        get().close();
    }

    private void close() {
        drives.values().forEach(Drive::stop);
        pool.shutdownNow();
        engine.close();
    }

    private static ScheduledThreadPoolExecutor pool() {
        AtomicInteger number = new AtomicInteger();
        int threads = SystemProperties.getInteger(Gates.class.getName() + ".threads", 10);
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(Math.max(1, threads), work -> {
            Thread thread = new Thread(work, "mirror-experiment #" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(Gates.class.getClassLoader());
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }
}
