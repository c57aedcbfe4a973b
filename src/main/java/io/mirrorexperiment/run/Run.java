package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advances one run. May be called at any time, from any thread, process or machine that shares the store, and by several at once:
 * what is due is done, in the order effect then entry, and what is done already is not done again.
 */
public final class Run implements AutoCloseable {
    /** How the message of a stumble over a mistake of ours begins. */
    static final String BUG = "internal error: ";

    private static final int COMMITS_ARE_SLOWER = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private static final Set<Deed> OPENING = EnumSet.of(Deed.PREPARE, Deed.PIN, Deed.DEPLOY, Deed.MIRROR);

    private final RunId id;
    private final JournalStore store;
    private final Site site;
    private final Deeds deeds;

    Run(RunId id, JournalStore store, Site site) {
        this.id = id;
        this.store = store;
        this.site = site;
        this.deeds = new Deeds(site);
    }

    /** The run's id. */
    public RunId id() {
        return id;
    }

    /**
     * Acts until nothing is due.
     *
     * @throws io.mirrorexperiment.journal.StoreException if the journal cannot be read or written
     */
    public Standing advance() {
        return advance(() -> true);
    }

    /**
     * Acts until nothing is due, or until somebody says to stop, between two deeds.
     *
     * @param goesOn asked before each deed; once it says no, the run rests, due at once for whoever goes on with it
     * @throws io.mirrorexperiment.journal.StoreException if the journal cannot be read or written
     */
    public Standing advance(BooleanSupplier goesOn) {
        Journal journal = store.recall(id).orElseThrow(this::lost);
        while (true) {
            Move move = Itinerary.next(journal, site.now(), site.patience());
            if (!(move instanceof Move.Act act)) {
                deeds.announce(journal, move);
                return new Standing(journal, move, "");
            }
            if (!goesOn.getAsBoolean()) {
                return new Standing(journal, new Move.Rest(site.now(), Move.Wait.RETRY), "");
            }
            Result result = attempt(act.deed(), journal);
            if (result instanceof Result.NotYet notYet) {
                Instant again = site.now().plus(pause(notYet));
                return new Standing(journal, new Move.Rest(again, notYet.why()), notYet.words(), notYet.commit());
            }
            journal = keep(act.deed(), journal, result);
        }
    }

    /** Machines are quicker than people who commit. */
    private Duration pause(Result.NotYet notYet) {
        Duration poll = site.patience().poll();
        return notYet.why() == Move.Wait.COMMIT ? poll.multipliedBy(COMMITS_ARE_SLOWER) : poll;
    }

    /**
     * Writes down that somebody asked for something; {@link #advance} heeds it.
     *
     * @param by who asks
     */
    public void ask(Entry.Request request, String by) {
        while (!store.save(journal().plus(new Entry.Asked(site.now(), request, by)))) {
            LOG.debug("{}: somebody else went on, asking again", id);
        }
    }

    /**
     * Gives the run more time; {@link #advance} heeds it. A run that looks, or is on its way to, gets so many iterations more; one that
     * waits for a person's word waits as long as it was to wait at first once more, whatever the number.
     *
     * <p>Under the sequential rule this costs nothing of what its errors are bounded by: the bounds hold at every number of looks at once
     * (Ville's inequality), so they hold too where somebody who has seen the evidence chooses to look on. Under the point rule the last
     * look decides, so it can be moved until it is due.
     *
     * @param iterations at least 1; with those that the run has, at most what a spec may ask for
     * @param by who asks
     * @return empty if it is written down; else why it is not, in a sentence
     */
    public Optional<String> extend(int iterations, String by) {
        while (true) {
            Journal journal = journal();
            Optional<String> refusal = Extension.refusal(journal, iterations, site.now());
            if (refusal.isPresent() || store.save(journal.plus(new Entry.Extended(site.now(), iterations, by)))) {
                return refusal;
            }
            LOG.debug("{}: somebody else went on, extending again", id);
        }
    }

    /** The newest journal. */
    public Journal journal() {
        return store.load(id).orElseThrow(this::lost);
    }

    /** The newest journal as far as the host knows: read only where somebody else may have written into it. */
    public Journal known() {
        return store.recall(id).orElseThrow(this::lost);
    }

    private IllegalStateException lost() {
        return new IllegalStateException("there is no journal of run " + id);
    }

    /**
     * What is left for somebody to commit, now that the run has ended; none where the run wrote its routes itself, or never got to any.
     *
     * @throws io.mirrorexperiment.cluster.ClusterException if the routes cannot be read
     */
    public List<Commit> left() {
        Journal journal = journal();
        return deeds.left(journal);
    }

    /**
     * Whether anything is still claimed for this run.
     *
     * @throws io.mirrorexperiment.cluster.ClusterException if that cannot be told now
     */
    public boolean claims() {
        return !site.held(journal()).isEmpty();
    }

    /**
     * The text of a secret that the spec names, found as the run itself finds such.
     *
     * @throws IOException if it cannot be had; the message names the place and never the content
     */
    public String secret(Credential credential) throws IOException {
        return new Vault(Optional.of(site.cluster()), site.files(), id.namespace()).read(credential);
    }

    /** Lets go of connections; the run itself goes on when somebody opens it again. */
    @Override
    public void close() {
        site.close();
    }

    private Result attempt(Deed deed, Journal journal) {
        try {
            LOG.debug("{}: {}", id, deed.words());
            return told(journal, deeds.perform(deed, journal));
        } catch (ClusterException e) {
            boolean hopeless =
                    switch (e.reason()) {
                        case FORBIDDEN, REFUSED, NOT_SERVED, UNAUTHORIZED, UNCONFIGURED -> true;
                        case CONFLICT, ALREADY_EXISTS, UNREACHABLE -> false;
                    };
            return stumbled(deed, e.getMessage(), hopeless);
        } catch (RuntimeException e) {
            LOG.error("{}: {} failed", id, deed.words(), e);
            return stumbled(deed, BUG + e, true);
        }
    }

    /** Whoever owns a route may have come into the way. */
    private Result told(Journal journal, Result result) {
        return result instanceof Result.Barred barred && !journal.has(Entry.Judged.class)
                ? Result.Done.with(new Ownership(site).lost(journal, barred.because()))
                : result;
    }

    private Result stumbled(Deed deed, String message, boolean hopeless) {
        return Result.Done.with(new Entry.Stumbled(site.now(), deed.words(), message, hopeless));
    }

    /** The newest journal: the longer one, or what somebody else made of it. */
    private Journal keep(Deed deed, Journal journal, Result result) {
        List<Entry> entries = result instanceof Result.Barred barred
                ? barred(deed, barred.because())
                : ((Result.Done) result).entries();
        Journal longer = journal.plus(entries);
        if (store.save(longer)) {
            return longer;
        }
        LOG.debug("{}: somebody else went on while this one did: {}", id, deed.words());
        if (OPENING.contains(deed)) {
            closeAgain();
        }
        return journal();
    }

    /** As far as it goes: if the API server is away, what was made late is ended by whoever restores the claim. */
    private void closeAgain() {
        try {
            deeds.closeAgain(journal());
        } catch (ClusterException e) {
            LOG.warn("{}: what was done after the run had ended elsewhere could not be undone: {}", id, e.getMessage());
        }
    }

    /** What follows where a step must not be done; if a twin went on meanwhile, saving this is refused and nothing follows. */
    private List<Entry> barred(Deed deed, String because) {
        return deed == Deed.SHIFT || deed == Deed.STEP
                ? List.of(new Entry.Regretted(site.now(), Cause.PROMOTION_FAILED, because))
                : List.of(new Entry.Stumbled(site.now(), deed.words(), because, false));
    }
}
