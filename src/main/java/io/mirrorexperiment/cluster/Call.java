package io.mirrorexperiment.cluster;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A request that the API server was sent, without anybody's name.
 *
 * @param verb as RBAC has it: {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code patch}, {@code delete}
 * @param resource as RBAC has it, as in {@code pods/proxy}; {@code discovery} where the server was asked about itself
 * @param status of HTTP; empty if there was no answer
 * @param took from the request to the end of the answer
 */
public record Call(String verb, String resource, Optional<Integer> status, Duration took) {
    /** What requests are for that lead to no object. */
    static final String DISCOVERY = "discovery";

    private static final String NAMESPACES = "namespaces";

    /**
     * Out of a request's line. Pure.
     *
     * @param method of HTTP
     * @param path with its query, with or without a leading slash
     */
    static Call of(String method, String path, Optional<Integer> status, Duration took) {
        int query = path.indexOf('?');
        String bare = query < 0 ? path : path.substring(0, query);
        boolean watched = query >= 0
                && Arrays.asList(path.substring(query + 1).split("&", -1)).contains("watch=true");
        List<String> place = place(Arrays.stream(bare.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList());
        return new Call(verb(method, place, watched), resource(place), status, took);
    }

    /** What follows group, version and namespace: a resource, a name, a part; nothing where there is no resource. */
    private static List<String> place(List<String> path) {
        int group = path.isEmpty()
                ? 0
                : path.get(0).equals("apis") ? 3 : path.get(0).equals("api") ? 2 : path.size();
        List<String> rest = path.subList(Math.min(group, path.size()), path.size());
        return rest.size() > 2 && rest.get(0).equals(NAMESPACES) ? rest.subList(2, rest.size()) : rest;
    }

    private static String resource(List<String> place) {
        if (place.isEmpty()) {
            return DISCOVERY;
        }
        return place.size() > 2 ? place.get(0) + "/" + place.get(2) : place.get(0);
    }

    private static String verb(String method, List<String> place, boolean watched) {
        boolean one = place.size() != 1;
        return switch (method) {
            case "GET", "HEAD" -> watched ? "watch" : one ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> one ? "delete" : "deletecollection";
            default -> "other";
        };
    }
}
