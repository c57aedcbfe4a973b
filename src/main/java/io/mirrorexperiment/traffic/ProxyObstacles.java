package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is in the way of a mirror by Contour, in sentences; proxies are seen as if we had not been there. */
final class ProxyObstacles {
    private ProxyObstacles() {}

    static Optional<String> of(Fronts fronts, List<Manifest> objects) {
        Course course = fronts.course();
        List<String> found = new ArrayList<>(fronts.obstacles());
        if (new Methods(course.methods()).limited()) {
            found.add(
                    "Contour has no condition for methods, so all that a route takes would be copied, writes too, and not only %s: set mirror.methods to ['*'] if the dark version may get those."
                            .formatted(course.methods()));
        }
        if (course.percent() != Math.rint(course.percent())) {
            found.add("Contour copies a whole percentage from 1 to 100, not %s: set mirror.percent."
                    .formatted(course.percent()));
        }
        List<Proxy> proxies = objects.stream()
                .filter(object -> object.kind().equals(Kind.HTTP_PROXY))
                .map(Proxy::new)
                .toList();
        if (proxies.stream().noneMatch(proxy -> proxy.concerns(fronts))) {
            found.add("No HTTPProxy of namespace %s leads to Service %s: name the service that they lead to."
                    .formatted(course.namespace(), course.service()));
        }
        proxies.stream()
                .filter(proxy -> proxy.isOpaque(fronts))
                .forEach(proxy -> found.add("%s leads tcp connections to %s; only HTTP can be mirrored."
                        .formatted(proxy.words(), course.service())));
        proxies.stream().filter(proxy -> proxy.concerns(fronts)).forEach(proxy -> proxy(proxy, fronts, found));
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" Also: ", found.stream().distinct().toList()));
    }

    private static void proxy(Proxy proxy, Fronts fronts, List<String> found) {
        proxy.manifest()
                .text("status", "currentStatus")
                .filter("invalid"::equals)
                .ifPresent(status -> found.add("%s is invalid: %s"
                        .formatted(
                                proxy.words(),
                                proxy.manifest().text("status", "description").orElse("Contour does not say why."))));
        List<Map<String, Object>> routes = proxy.bare(fronts).routes();
        for (int place = 0; place < routes.size(); place++) {
            Map<String, Object> route = routes.get(place);
            String where = proxy.words() + ", routes[" + place + "]";
            if (Proxy.divides(route, fronts.course().service())) {
                found.add(
                        "%s divides its requests between %s and other services, so copies would not stand for them: send them all to one."
                                .formatted(where, fronts.course().service()));
            }
            if (Proxy.leadsTo(route, fronts.course().service())
                    && Proxy.others(route, fronts).findAny().isPresent()) {
                found.add("%s has a mirror of its own, and Contour takes one: remove it.".formatted(where));
            }
        }
    }
}
