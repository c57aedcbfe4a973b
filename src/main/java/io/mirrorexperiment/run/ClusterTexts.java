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

    /** A store of journals in ConfigMaps of one namespace; ticks are written every ten seconds at most. */
    public static JournalStore store(Cluster cluster, String namespace, Clock clock) {
        return store(cluster, namespace, clock, (name, version) -> {});
    }

    /**
     * The same for who watches the ConfigMaps and has to tell his own writes from those of others.
     *
     * @param written told of each ConfigMap that this process wrote: its name and the resource version that it got
     */
    public static JournalStore store(
            Cluster cluster, String namespace, Clock clock, BiConsumer<String, String> written) {
        JournalStore segments = new SegmentStore(new ClusterTexts(cluster, namespace, written));
        return new ClusterJournals(new SparingStore(segments, BETWEEN_TICKS, clock), namespace);
    }

    @Override
    public Optional<Text> read(String name) {
        return trouble(() -> store.read(namespace, name).map(ClusterTexts::text));
    }

    @Override
    public boolean create(String name, String content) {
        return trouble(() -> unless(Reason.ALREADY_EXISTS, () -> store.create(namespace, name, LABELS, content)));
    }

    @Override
    public boolean replace(Text before, String content) {
        return trouble(() -> {
            Optional<StoredText> today = store.read(namespace, before.name())
                    .filter(text -> text.resourceVersion().equals(before.version()));
            return today.isPresent() && unless(Reason.CONFLICT, () -> store.replace(today.get(), content));
        });
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
        return new Text(stored.name(), stored.text(), stored.resourceVersion());
    }

    private boolean unless(Reason reason, Supplier<StoredText> write) {
        try {
            StoredText kept = write.get();
            written.accept(kept.name(), kept.resourceVersion());
            return true;
        } catch (ClusterException e) {
            if (e.reason() == reason) {
                return false;
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
