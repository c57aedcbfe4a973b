package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.ClusterView;
import io.mirrorexperiment.sandbox.kube.store.Change;
import io.mirrorexperiment.sandbox.kube.store.Kinds;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The objects as the data plane sees them; one thread tells all listeners, in the order of the changes. */
final class StoreView implements ClusterView, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Store store;
    private final Kinds kinds;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Thread teller;

    StoreView(Store store, Kinds kinds) {
        this.store = store;
        this.kinds = kinds;
        this.teller = new Thread(this::tell, "sandbox-changes");
        teller.setDaemon(true);
        teller.start();
    }

    @Override
    public List<ObjectNode> list(String resource) {
        return kinds.find(resource).stream()
                .flatMap(kind -> store.list(kind, "").objects().stream())
                .map(ObjectNode::deepCopy)
                .toList();
    }

    @Override
    public void onChange(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        teller.interrupt();
        try {
            teller.join(2000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        long since = store.version();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                for (Change change : store.after(since, PATIENCE)) {
                    since = change.version();
                    tell(change);
                }
            } catch (Refusal fellBehind) {
                since = store.version();
            } catch (InterruptedException closing) {
                return;
            }
        }
    }

    private void tell(Change change) {
        for (Listener listener : listeners) {
            listener.changed(
                    change.kind().resource(), change.type(), change.after().deepCopy());
        }
    }
}
