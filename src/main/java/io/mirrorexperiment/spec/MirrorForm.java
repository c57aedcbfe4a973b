package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.Mirror;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How copies reach the dark version. */
final class MirrorForm {
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Choice<Mirror.Via> VIA = Choice.of("istio", Mirror.Via.ISTIO)
            .or("gateway-api", Mirror.Via.GATEWAY_API)
            .or("contour", Mirror.Via.CONTOUR)
            .or("traefik", Mirror.Via.TRAEFIK)
            .or("existing", Mirror.Via.EXISTING)
            .or("auto", Mirror.Via.AUTO);
    private static final Choice<String> METHOD = Choice.of("GET", "GET")
            .or("HEAD", "HEAD")
            .or("OPTIONS", "OPTIONS")
            .or("POST", "POST")
            .or("PUT", "PUT")
            .or("PATCH", "PATCH")
            .or("DELETE", "DELETE")
            .butNot("*", "* stands for every method; write it alone: methods: [\"*\"]");

    private MirrorForm() {}

    static Mirror read(Section spec, Dark dark) {
        Section mirror = spec.section("mirror", "via", "percent", "methods", "route", "settle", "flowWithin", "host");
        Mirror.Via via = mirror.read("via", VIA, Mirror.Via.AUTO, "auto (what the cluster has)");
        if (!dark.isRevision() || via == Mirror.Via.EXISTING) {
            mirror.refuse(
                    "host",
                    "is for Knative revisions that the run mirrors to: for them a route of that domain can be made");
        }
        if (dark.isRevision() && via != Mirror.Via.EXISTING) {
            mirror.refuse(
                    "route", "has no meaning for Knative revisions: every route that leads to the Service is mirrored");
        }
        if (dark.isRevision() && via.byServices()) {
            mirror.refuse("via", "cannot tell Knative revisions apart; they are mirrored with Istio: write istio");
        }
        return via == Mirror.Via.EXISTING ? existing(mirror, dark) : ours(mirror, via);
    }

    private static Mirror ours(Section mirror, Mirror.Via via) {
        double percent = mirror.read("percent", Numbers::percent, 100.0, "100");
        List<String> methods = mirror.read("methods", MirrorForm::methods, Mirror.SAFE_METHODS, "[GET, HEAD, OPTIONS]");
        Optional<String> route = mirror.read("route", Text.OBJECT_NAME);
        Duration settle = mirror.read("settle", Durations.any(), SETTLE, "5s");
        Optional<String> host = mirror.read("host", Text.OBJECT_NAME);
        return new Mirror(via, percent, methods, route, settle, flowWithin(mirror), host);
    }

    private static Mirror existing(Section mirror, Dark dark) {
        for (String word : List.of("percent", "methods", "settle")) {
            mirror.refuse(word, "is decided by your own route with via: existing; remove it here");
        }
        if (dark.source().ours()) {
            mirror.refuse(
                    "via",
                    "existing needs a dark version that is there already: name it in spec.dark by version or deployment alone, "
                            + "without image or manifest");
        }
        Optional<String> route = mirror.read("route", Text.OBJECT_NAME);
        return new Mirror(Mirror.Via.EXISTING, 100, Mirror.ALL_METHODS, route, SETTLE, flowWithin(mirror));
    }

    private static Duration flowWithin(Section mirror) {
        return mirror.read("flowWithin", Durations.positive(), Duration.ofMinutes(2), "2m");
    }

    static Optional<List<String>> methods(Field field) {
        Optional<List<Field>> items = field.items();
        if (items.isEmpty()) {
            return Optional.empty();
        }
        if (items.get().isEmpty()) {
            return field.wrong("names no method, so nothing would be copied; name some, or remove the line");
        }
        if (items.get().size() == 1 && items.get().get(0).seen().equals("'*'")) {
            return Optional.of(Mirror.ALL_METHODS);
        }
        List<String> methods = new ArrayList<>();
        items.get().forEach(item -> METHOD.read(item).ifPresent(method -> add(methods, method, item)));
        return methods.size() == items.get().size() ? Optional.of(methods) : Optional.empty();
    }

    private static void add(List<String> methods, String method, Field item) {
        if (methods.contains(method)) {
            item.wrong(method + " is there twice; keep one of the two");
        }
        methods.add(method);
    }
}
