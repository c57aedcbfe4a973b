package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Kind;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Registry;
import io.mirrorexperiment.sandbox.kube.store.Store;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import io.mirrorexperiment.sandbox.kube.wire.Exchange;
import io.mirrorexperiment.sandbox.kube.wire.Request;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** What can be done to objects: finds the verb, asks whether it is allowed, does it. */
final class Verbs {
    private final Store store;
    private final Access access;
    private final Listing listing;
    private final Writes writes;
    private final Clock clock;
    private final Logs logs;
    private final PodProxy proxy;

    Verbs(Registry registry, Access access, Clock clock, Logs logs, PodProxy proxy) {
        this.store = registry.store();
        this.access = access;
        this.listing = new Listing(store);
        this.writes = new Writes(registry, listing);
        this.clock = clock;
        this.logs = logs;
        this.proxy = proxy;
    }

    void answer(Exchange exchange, Address address, Caller caller) throws IOException, InterruptedException {
        Request request = exchange.request();
        String verb = verb(request, address);
        Kind kind = address.kind();
        access.check(
                caller,
                new Access.Wish(verb, kind.group(), kind.plural(), address.part(), scope(address), address.name()),
                kind);
        switch (verb) {
            case "get" -> get(exchange, address);
            case "list" -> list(exchange, address);
            case "watch" -> watch(exchange, address);
            case "create" -> Answers.json(exchange, 201, shown(address, writes.create(request, address)));
            case "update" -> Answers.json(exchange, 200, shown(address, writes.replace(request, address)));
            case "patch" -> patch(exchange, address);
            case "delete" -> Answers.json(exchange, 200, writes.delete(request, address));
            case "deletecollection" -> Answers.json(exchange, 200, writes.deleteAll(request, address));
            default -> throw methodNotAllowed();
        }
    }

    private static String scope(Address address) {
        return address.kind().plural().equals("namespaces") ? address.name() : address.namespace();
    }

    private static String verb(Request request, Address address) {
        return switch (request.method()) {
            case "GET", "HEAD" -> {
                if (request.flag("watch")) {
                    yield "watch";
                }
                yield address.isCollection() ? "list" : "get";
            }
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> address.isCollection() ? "deletecollection" : "delete";
            default -> throw methodNotAllowed();
        };
    }

    private void get(Exchange exchange, Address address) throws IOException, InterruptedException {
        if (address.part().equals("log") && address.kind().resource().equals("pods")) {
            logs.answer(exchange, address);
            return;
        }
        if (address.part().equals(Address.PROXY)) {
            proxied(exchange, address);
            return;
        }
        ObjectNode object = store.find(address.kind(), address.namespace(), address.name())
                .orElseThrow(() -> Refusal.notFound(address.kind(), address.name()));
        ObjectNode body = shown(address, object);
        boolean asTable = address.part().isEmpty() && TableView.isAsked(exchange.request());
        Answers.json(exchange, 200, asTable ? table(exchange, address).of(List.of(body), page(body), true) : body);
    }

    private void proxied(Exchange exchange, Address address) throws IOException {
        if (!address.kind().resource().equals("pods")) {
            throw methodNotAllowed();
        }
        proxy.answer(exchange, address);
    }

    private void list(Exchange exchange, Address address) throws IOException {
        Listing.Page page = listing.page(exchange.request(), address);
        if (TableView.isAsked(exchange.request())) {
            Answers.json(exchange, 200, table(exchange, address).of(page.objects(), page.metadata(), true));
            return;
        }
        boolean bare = BareView.isAskedOfList(exchange.request());
        ObjectNode list = bare ? BareView.list() : Tree.object();
        if (!bare) {
            list.put("kind", address.kind().kind() + "List")
                    .put("apiVersion", address.kind().apiVersion(address.version()));
        }
        list.set("metadata", page.metadata());
        if (bare && page.objects().isEmpty()) {
            BareView.empty(list);
            Answers.json(exchange, 200, list);
            return;
        }
        ArrayNode items = list.putArray("items");
        page.objects()
                .forEach(object ->
                        items.add(bare ? BareView.of(object) : address.kind().shown(object, address.version())));
        Answers.json(exchange, 200, list);
    }

    private void watch(Exchange exchange, Address address) throws IOException, InterruptedException {
        boolean asTable = TableView.isAsked(exchange.request());
        TableView table = table(exchange, address);
        boolean bare = BareView.isAsked(exchange.request());
        new Watching(
                        store,
                        address,
                        exchange.request(),
                        (object, first) -> asTable
                                ? table.of(List.of(object), page(object), first)
                                : bare ? BareView.of(object) : object)
                .serve(exchange);
    }

    private void patch(Exchange exchange, Address address) throws IOException {
        boolean there =
                store.find(address.kind(), address.namespace(), address.name()).isPresent();
        ObjectNode patched = shown(address, writes.patch(exchange.request(), address));
        Answers.json(exchange, there ? 200 : 201, patched);
    }

    /** A table of one object carries its version. */
    private static ObjectNode page(ObjectNode object) {
        return Tree.object().put("resourceVersion", Tree.text(object, "metadata", "resourceVersion"));
    }

    private TableView table(Exchange exchange, Address address) {
        return new TableView(address.kind(), address.version(), clock.instant(), exchange.request());
    }

    private static ObjectNode shown(Address address, ObjectNode object) {
        return address.part().equals("scale")
                ? Scale.of(object)
                : address.kind().shown(object, address.version());
    }

    private static Refusal methodNotAllowed() {
        return Refusal.of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }
}
