package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.controller.Observer;
import io.mirrorexperiment.controller.Turned;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.notify.Notifier;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Tells others of the runs that a controller attends to, with Secrets of the experiments' namespaces.
 *
 * @param notifier of this process
 * @param cluster where the Secrets are
 */
record AttendingNotices(Notifier notifier, Cluster cluster) implements Observer {
    @Override
    public void turned(Turned turned) {
        Journal journal = turned.now().journal();
        if (!turned.news().isEmpty() && journal.experiment().notifications().isPresent()) {
            String namespace = journal.experiment().namespace();
            notifier.follow(before(journal, turned.news()), secret -> read(namespace, secret), Optional.empty());
            notifier.seen(journal);
        }
    }

    /** The journal as this process knew it before: the news are its end. */
    private static Journal before(Journal journal, List<Entry> news) {
        int known = Math.max(0, journal.entries().size() - news.size());
        return new Journal(
                journal.id(),
                journal.format(),
                journal.holder(),
                journal.experiment(),
                journal.entries().subList(0, known));
    }

    private String read(String namespace, Credential credential) throws IOException {
        if (!(credential instanceof Credential.InSecret key)) {
            throw new IOException("a controller reads Secrets only");
        }
        try {
            return cluster.secret(namespace, key.secret(), key.key())
                    .orElseThrow(() -> new IOException(
                            "Secret " + namespace + "/" + key.secret() + " has no key '" + key.key() + "'"));
        } catch (ClusterException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
