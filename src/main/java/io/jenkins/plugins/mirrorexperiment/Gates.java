package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.TermMilestone;
import hudson.init.Terminator;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.notify.Notifier;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
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

    /** How long a controller that goes down waits for what is just being done. */
    private static final Duration LONGEST_DEED = Duration.ofSeconds(20);

    /** Likewise for what is being told of runs. */
    private static final Duration LAST_MESSAGES = Duration.ofSeconds(5);

    private final Map<String, Drive> drives = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();
    private final Engine engine = new Engine(clock);
    private final Notifier notifier = new Notifier(clock);
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

    /** Tells the receivers of all runs. */
    Notifier notifier() {
        return notifier;
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
        Future<?> unused = alarm(work, delay);
    }

    /** Runs something on the pool, later, unless it is cancelled before. */
    Future<?> alarm(Runnable work, Duration delay) {
        return pool.schedule(guarded(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What fails is said: nobody asks for the results of this work. */
    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | LinkageError e) {
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
        BuildJournals journals = Engine.journals(build);
        Optional<Ongoing> known = register.all().stream()
                .filter(ongoing -> ongoing.place().equals(place))
                .findFirst();
        if (known.isPresent()) {
            return drive(known.get());
        }
        Optional<BuildJournals.Kept> ended = journals.begun(place)
                .flatMap(run -> journals.store(place).load(run))
                .filter(journal -> journal.has(Entry.Finished.class))
                .map(journal -> new BuildJournals.Kept(place, journal, List.of()));
        return ended.isPresent() ? drive(build, ended.get()) : begin(build, place, experiment.call(), parts);
    }

    /** The drive of a run that a build keeps: one that has ended is told of, and no more. */
    Drive drive(Run<?, ?> build, BuildJournals.Kept kept) throws AbortException {
        Optional<Ongoing> under = of(build).stream()
                .filter(ongoing -> ongoing.place().equals(kept.place()))
                .findFirst();
        if (under.isPresent()) {
            return drive(under.get());
        }
        RunId run = kept.journal().id();
        Journal journal = Engine.journals(build)
                .store(kept.place())
                .load(run)
                .orElseThrow(() -> new AbortException("the journal of run " + run + " is gone"));
        Entry.Finished end = journal.last(Entry.Finished.class)
                .orElseThrow(() -> new AbortException("run " + run
                        + " was undone from what its claim said, and can't be gone on with; see the controller's log"));
        return Drive.ended(Ongoing.ended(build.getExternalizableId(), kept), journal, end, this);
    }

    private Drive begin(Run<?, ?> build, String place, Request request, boolean parts) throws IOException {
        Experiment experiment = parts ? Engine.byHand(request.experiment()) : request.experiment();
        Journal journal = engine.begin(build, place, request, experiment, parts);
        Ongoing ongoing = new Ongoing(
                journal.id().toString(),
                journal.holder(),
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
        return drives.computeIfAbsent(ongoing.place(), place -> new Drive(ongoing, this, clock));
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
        boolean there = Engine.folder(ongoing).isPresent();
        if (!there) {
            drives.remove(ongoing.place(), drive);
        }
        return !there;
    }

    /** A job has another name: so have its runs. */
    void moved(String oldName, String newName) {
        for (Ongoing ongoing : all()) {
            if (ongoing.build().startsWith(oldName + "#")) {
                moved(ongoing.of(newName + ongoing.build().substring(oldName.length())));
            }
        }
    }

    private void moved(Ongoing ongoing) {
        try {
            register.add(ongoing);
            drive(ongoing).moved(ongoing);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "run " + ongoing.run() + " can't be found again under its job's new name, and is rolled back",
                    e);
        }
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
        try {
            drive(ongoing).abort(by);
        } catch (AbortException | RuntimeException e) {
            LOG.log(Level.WARNING, "run " + ongoing.run() + " can't be stopped now; the sweep tries again", e);
        }
    }

    /** Lets go of all runs; they go on when the controller is back. */
    @Terminator(before = TermMilestone.COMPLETED)
    public static void terminate() {
        get().close();
    }

    private void close() {
        drives.values().forEach(Drive::stop);
        pool.shutdown();
        try {
            if (!pool.awaitTermination(LONGEST_DEED.toSeconds(), TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
        List<String> untold = notifier.close(LAST_MESSAGES);
        untold.forEach(LOG::warning);
        drives.values().forEach(Drive::close);
        engine.close();
    }

    private static ScheduledThreadPoolExecutor pool() {
        AtomicInteger number = new AtomicInteger();
        int threads = SystemProperties.getInteger(Gates.class.getName() + ".threads", 10);
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(Math.max(1, threads), work -> {
            Thread thread = new Thread(asTheController(work), "mirror-experiment #" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(Gates.class.getClassLoader());
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return pool;
    }

    /** Threads of our own would else be anonymous, and where anonymous may read no job no build would be found. */
    private static Runnable asTheController(Runnable work) {
        return () -> {
            try (ACLContext entered = ACL.as2(ACL.SYSTEM2)) {
                LOG.log(Level.FINEST, "begins as {0}", entered);
                work.run();
            }
        };
    }
}
