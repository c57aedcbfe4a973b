package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Change;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Store;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import io.mirrorexperiment.sandbox.kube.wire.Exchange;
import io.mirrorexperiment.sandbox.kube.wire.Request;
import io.mirrorexperiment.sandbox.kube.wire.Stream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** One watch: tells a client of changes as they come, until one side ends it. */
final class Watching {
    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final Duration BETWEEN_BOOKMARKS = Duration.ofSeconds(30);
    private static final long DEFAULT_SECONDS = 1800;

    private final Store store;
    private final Address address;
    private final Predicate<JsonNode> selection;
    private final BiFunction<ObjectNode, Boolean, ObjectNode> view;
    private final Request request;
    private boolean first = true;
    private long since;
    private long bookmarked = System.nanoTime();

    /**
     * Prepares a watch.
     *
     * @param view how an object is shown; the second argument says whether it is the first one
     */
    Watching(Store store, Address address, Request request, BiFunction<ObjectNode, Boolean, ObjectNode> view) {
        this.store = store;
        this.address = address;
        this.selection = Listing.selection(request, address);
        this.view = view;
        this.request = request;
    }

    void serve(Exchange exchange) throws IOException, InterruptedException {
        Optional<Long> from = request.parameter("resourceVersion")
                .filter(text -> !text.isEmpty() && !text.equals("0"))
                .map(Watching::version);
        long end = System.nanoTime() + Duration.ofSeconds(seconds()).toNanos();
        try (Stream stream = request.asksForWebSocket() ? exchange.upgrade() : exchange.stream("application/json")) {
            begin(from, stream);
            follow(stream, end);
        }
    }

    private void follow(Stream stream, long end) throws IOException, InterruptedException {
        try {
            while (System.nanoTime() < end && stream.open()) {
                tell(store.after(since, GLANCE), stream);
            }
            bookmark(stream);
        } catch (Refusal fellBehind) {
            send(stream, "ERROR", fellBehind.status());
        }
    }

    private void begin(Optional<Long> from, Stream stream) throws IOException {
        boolean initial = from.isEmpty() || request.flag("sendInitialEvents");
        Store.Snapshot now = store.list(address.kind(), address.namespace());
        since = initial ? now.version() : from.orElseThrow();
        if (initial) {
            for (ObjectNode object : now.objects()) {
                if (selection.test(object)) {
                    send(stream, "ADDED", shown(object));
                }
            }
        }
        if (request.flag("sendInitialEvents")) {
            send(stream, "BOOKMARK", mark(true));
        }
    }

    private void tell(List<Change> changes, Stream stream) throws IOException {
        for (Change change : changes) {
            since = change.version();
            Optional<String> type = typeFor(change);
            if (type.isPresent()) {
                send(stream, type.get(), shown(change.after()));
            }
        }
        if (System.nanoTime() - bookmarked > BETWEEN_BOOKMARKS.toNanos()) {
            bookmark(stream);
        }
    }

    /** What a change means to this watch, whose selection the object may enter or leave. */
    private Optional<String> typeFor(Change change) {
        boolean mine = change.kind().resource().equals(address.kind().resource())
                && (address.namespace().isEmpty() || address.namespace().equals(Tree.namespace(change.after())));
        boolean was = mine && change.before().filter(selection).isPresent();
        boolean is = mine && !change.deleted() && selection.test(change.after());
        if (was && is) {
            return Optional.of("MODIFIED");
        }
        if (was) {
            return Optional.of("DELETED");
        }
        return is ? Optional.of("ADDED") : Optional.empty();
    }

    private void bookmark(Stream stream) throws IOException {
        bookmarked = System.nanoTime();
        if (request.flag("allowWatchBookmarks")) {
            send(stream, "BOOKMARK", mark(false));
        }
    }

    private ObjectNode mark(boolean endOfInitial) {
        ObjectNode mark = Tree.object();
        mark.put("kind", address.kind().kind()).put("apiVersion", address.kind().apiVersion(address.version()));
        ObjectNode metadata = mark.putObject("metadata");
        metadata.put("resourceVersion", Long.toString(since)).putNull("creationTimestamp");
        if (endOfInitial) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        return mark;
    }

    private ObjectNode shown(ObjectNode object) {
        ObjectNode shown = view.apply(address.kind().shown(object, address.version()), first);
        first = false;
        return shown;
    }

    private static void send(Stream stream, String type, ObjectNode object) throws IOException {
        ObjectNode event = Tree.object();
        event.put("type", type);
        event.set("object", object);
        byte[] json = Tree.bytes(event);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        stream.send(line);
    }

    private long seconds() {
        return request.parameter("timeoutSeconds")
                .filter(text -> text.matches("[1-9]\\d{0,8}"))
                .map(Long::parseLong)
                .orElse(DEFAULT_SECONDS);
    }

    private static long version(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw Refusal.badRequest(
                    "Invalid value: \"" + text + "\": strconv.ParseUint: parsing \"" + text + "\": invalid syntax");
        }
        return Long.parseLong(text);
    }
}
