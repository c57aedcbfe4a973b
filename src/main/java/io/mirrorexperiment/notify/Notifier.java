package io.mirrorexperiment.notify;

import io.mirrorexperiment.experiment.Occasion;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the receivers of runs what becomes of them; one for each process. A host lets it {@link #follow} a run before it drives that, shows
 * it each new journal, and closes it at its own end. Nothing here blocks but {@link #close}, nothing throws, and nothing changes what a run
 * does. Thread-safe.
 *
 * <p>Messages are delivered at least once as long as the process lives. What a run had come to before a process took it up is told again
 * only if it is the newest, nobody has said anything to the run since, and it is not older than a process tries to deliver a message:
 * the process before may have died over it. Each message has a key by which its receiver knows that it has it already.
 */
public final class Notifier {
    private static final Set<Occasion> ENDS = EnumSet.copyOf(Occasion.ENDS);

    private final Clock clock;
    private final Persistence persistence;
    private final Post post;
    private final Map<RunId, Followed> runs = new ConcurrentHashMap<>();

    /** One that tries as often as is usual. */
    public Notifier(Clock clock) {
        this(clock, Persistence.USUAL, Deliveries.NONE);
    }

    /** The same for a host that counts. */
    public Notifier(Clock clock, Deliveries deliveries) {
        this(clock, Persistence.USUAL, deliveries);
    }

    Notifier(Clock clock, Persistence persistence, Deliveries deliveries) {
        this.clock = clock;
        this.persistence = persistence;
        this.post = new Post(clock, persistence, deliveries);
    }

    /** A run, and what was told of it. */
    private record Followed(Secrets secrets, Optional<String> link, Set<Occasion> told) {}

    /**
     * Follows a run from where it stands; one that is followed already goes on as it was.
     *
     * @param secrets where those are found that its spec names
     * @param link to the run where people look at it
     */
    public void follow(Journal journal, Secrets secrets, Optional<String> link) {
        if (journal.experiment().notifications().isEmpty()) {
            return;
        }
        Followed fresh = new Followed(secrets, link, EnumSet.noneOf(Occasion.class));
        if (runs.putIfAbsent(journal.id(), fresh) == null) {
            List<Event> events = Event.of(journal);
            Optional<Event> again = events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
            synchronized (fresh.told()) {
                events.forEach(event -> fresh.told().add(event.occasion()));
            }
            again.filter(event -> mayBeUntold(journal, event)).ifPresent(event -> tell(journal, event, fresh));
            if (events.stream().anyMatch(event -> ENDS.contains(event.occasion()))) {
                leave(journal.id());
            }
        }
    }

    private boolean mayBeUntold(Journal journal, Event event) {
        Instant oldest = clock.instant().minus(persistence.within());
        boolean spoken = journal.entries().stream()
                .anyMatch(entry -> entry instanceof Entry.Asked && !entry.at().isBefore(event.at()));
        return !spoken && !event.at().isBefore(oldest);
    }

    /** Tells what is new in the journal of a run that is followed. */
    public void seen(Journal journal) {
        Followed followed = runs.get(journal.id());
        if (followed == null) {
            return;
        }
        for (Event event : Event.of(journal)) {
            boolean news;
            synchronized (followed.told()) {
                news = followed.told().add(event.occasion());
            }
            if (news) {
                tell(journal, event, followed);
            }
            if (ENDS.contains(event.occasion())) {
                leave(journal.id());
            }
        }
    }

    /** Follows a run no more; what is on its way is still delivered. */
    public void leave(RunId run) {
        runs.remove(run);
    }

    /**
     * Waits until all is delivered or given up, but no longer than that.
     *
     * @return what was not delivered since this notifier began, in sentences that hold no secret
     */
    public List<String> close(Duration patience) {
        runs.clear();
        return post.close(patience);
    }

    private void tell(Journal journal, Event event, Followed followed) {
        Notice notice = new Notice(journal, event, followed.link());
        journal.experiment().notifications().orElse(List.of()).stream()
                .filter(each -> each.concerns(event.occasion(), event.verdict()))
                .forEach(each -> post.send(Parcel.of(each.receiver(), notice, followed.secrets())));
    }
}
