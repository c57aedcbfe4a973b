package io.mirrorexperiment.run;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which objects name a service as a host, and whether any of them is another than before: what is left of one listing of all routes.
 *
 * @param at when it was begun to be listed
 * @param named by {@code service.namespace}
 */
record RouteView(Instant at, Map<String, Named> named) {
    /** Names nothing. */
    private static final Named NONE = new Named(List.of(), 0);

    /**
     * The objects that name one service.
     *
     * @param print tells them and their versions from others
     */
    record Named(List<Address> addresses, long print) {
        private Named and(Manifest object) {
            List<Address> more = new ArrayList<>(addresses);
            more.add(object.address());
            return new Named(more, print + printed(object));
        }
    }

    static RouteView of(Instant at, List<Manifest> objects) {
        Map<String, Named> named = new HashMap<>();
        for (Manifest object : objects) {
            List<String> services = new ArrayList<>();
            collect(object.tree(), object.namespace(), services);
            services.stream()
                    .distinct()
                    .forEach(service -> named.merge(service, NONE.and(object), (all, one) -> all.and(object)));
        }
        return new RouteView(at, named);
    }

    Named of(String namespace, String service) {
        return named.getOrDefault(service + "." + namespace, NONE);
    }

    /** What tells objects and their versions from others, in whatever order they come. */
    static long print(List<Manifest> objects) {
        return objects.stream().mapToLong(RouteView::printed).sum();
    }

    private static long printed(Manifest object) {
        long hash = 1125899906842597L;
        for (char letter : (object.address() + "@" + object.resourceVersion()).toCharArray()) {
            hash = 31 * hash + letter;
        }
        return hash;
    }

    /** Whatever is called a host, wherever it is. */
    private static void collect(Object tree, String namespace, List<String> services) {
        if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if ("host".equals(key) && value instanceof String host) {
                    services.add(service(host, namespace));
                } else if (value != null) {
                    collect(value, namespace, services);
                }
            });
        } else if (tree instanceof List<?> list) {
            list.forEach(each -> collect(each, namespace, services));
        }
    }

    /** A name without a dot is of the object's own namespace. */
    private static String service(String host, String namespace) {
        String[] parts = host.split("\\.", 3);
        return parts.length == 1 ? host + "." + namespace : parts[0] + "." + parts[1];
    }
}
