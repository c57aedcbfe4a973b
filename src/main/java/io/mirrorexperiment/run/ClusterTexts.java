package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.cluster.StoredText;
import io.mirrorexperiment.cluster.TextStore;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.journal.SegmentStore;
import io.mirrorexperiment.journal.SparingStore;
import io.mirrorexperiment.journal.StoreException;
import io.mirrorexperiment.journal.Texts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Journals in ConfigMaps of the cluster: the corridor between the rooms of journals and of the cluster. */
public final class ClusterTexts implements Texts {
    private static final Duration BETWEEN_TICKS = Duration.ofSeconds(10);
    private static final Map<String, String> LABELS = Map.of("mirror-experiment.io/part", "journal");

    /** How the version of a text begins that has other labels, too. */
    private static final String LABELLED = "labelled ";

    /** Selects the ConfigMaps that hold journals. */
    public static final String SELECTOR = "mirror-experiment.io/part=journal";

    private final Cluster cluster;
    private final TextStore store;
    private final String namespace;
    private final BiConsumer<String, String> written;

    private ClusterTexts(Cluster cluster, String namespace, BiConsumer<String, String> written) {
        this.cluster = cluster;
        this.store = new TextStore(cluster);
        this.namespace = namespace;
        this.written = written;
    }

    /** A store of journals in ConfigMaps of one namespace; ticks alone are written once in ten seconds. */
    public static JournalStore store(Cluster cluster, String namespace, Clock clock) {
        JournalStore segments = new SegmentStore(new ClusterTexts(cluster, namespace, (name, version) -> {}));
        return new ClusterJournals(new SparingStore(segments, BETWEEN_TICKS, clock), namespace);
    }

    /**
     * The same for who watches the ConfigMaps, has to tell his own writes from those of others, and says so when others have written
     * ({@link JournalStore#doubt}): what is known is not read again.
     *
     * @param written told of each ConfigMap that this process wrote: its name and the resource version that it got
     */
    public static JournalStore told(
            Cluster cluster, String namespace, Clock clock, BiConsumer<String, String> written) {
        JournalStore segments = new SegmentStore(new ClusterTexts(cluster, namespace, written), true);
        return new ClusterJournals(new SparingStore(segments, BETWEEN_TICKS, clock, true), namespace);
    }

    @Override
    public Optional<Text> read(String name) {
        return trouble(() -> store.read(namespace, name).map(ClusterTexts::text));
    }

    @Override
    public Optional<String> create(String name, String content) {
        return trouble(() -> unless(Reason.ALREADY_EXISTS, () -> store.create(namespace, name, LABELS, content)));
    }

    @Override
    public Optional<String> replace(String name, String version, String content) {
        return trouble(() -> version.startsWith(LABELLED)
                ? store.read(namespace, name)
                        .filter(text -> version(text).equals(version))
                        .flatMap(today -> unless(Reason.CONFLICT, () -> store.replace(today, content)))
                : unless(Reason.CONFLICT, () -> store.replace(namespace, name, LABELS, version, content)));
    }

    @Override
    public void delete(String name) {
        trouble(() -> {
            store.read(namespace, name).ifPresent(store::delete);
            return true;
        });
    }

    @Override
    public List<String> names() {
        return trouble(() -> store.list(Optional.of(namespace), LABELS).stream()
                .map(StoredText::name)
                .toList());
    }

    @Override
    public String place() {
        return "ConfigMaps of namespace " + namespace + " at " + cluster.server();
    }

    private static Text text(StoredText stored) {
        return new Text(stored.name(), stored.text(), version(stored));
    }

    /** Labels that somebody else gave it have to be read before they can be kept. */
    private static String version(StoredText stored) {
        return (stored.has(LABELS) ? "" : LABELLED) + stored.resourceVersion();
    }

    /** The version that was written, unless the far side refused it for this reason. */
    private Optional<String> unless(Reason reason, Supplier<StoredText> write) {
        try {
            StoredText kept = write.get();
            written.accept(kept.name(), kept.resourceVersion());
            return Optional.of(version(kept));
        } catch (ClusterException e) {
            if (e.reason() == reason) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static <T> T trouble(Supplier<T> work) {
        try {
            return work.get();
        } catch (ClusterException e) {
            throw new StoreException(e.getMessage(), e);
        }
    }
}
