package io.mirrorexperiment.cluster;

import io.mirrorexperiment.manifest.Manifest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists objects, page by page. Thread-safe. */
final class Listing {
    private static final int PAGE = 500;

    private final Wire wire;
    private final Discovery discovery;

    Listing(Wire wire, Discovery discovery) {
        this.wire = wire;
        this.discovery = discovery;
    }

    /**
     * Every object of a resource that a query selects.
     *
     * @param namespace empty for all namespaces
     * @param selectors as in {@code labelSelector → app=reviews}
     */
    List<Manifest> list(Resource resource, String namespace, Map<String, String> selectors) {
        Optional<List<Manifest>> pages = pages(resource, namespace, selectors, PAGE);
        // A long list can outlive its snapshot in the server (410); in one page it cannot.
        return pages.or(() -> pages(resource, namespace, selectors, 0)).orElseThrow();
    }

    private Optional<List<Manifest>> pages(
            Resource resource, String namespace, Map<String, String> selectors, int limit) {
        List<Manifest> all = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            Ask ask =
                    Ask.get(resource.path(namespace) + query(selectors, limit, next.get()), words(resource, namespace));
            Answer answer = wire.send(ask);
            if (answer.status() == 410 && limit > 0) {
                return Optional.empty();
            }
            if (answer.status() == 404) {
                discovery.forget(resource.kind());
            }
            Map<String, @Nullable Object> page = Answers.good(ask, answer);
            Answers.maps(page.get("items")).forEach(item -> all.add(whole(item, resource)));
            next = Answers.text(Answers.map(page.get("metadata")), "continue");
        }
        return Optional.of(List.copyOf(all));
    }

    private static String words(Resource resource, String namespace) {
        return "list " + resource.kind() + (namespace.isEmpty() ? " in all namespaces" : " in namespace " + namespace);
    }

    private static String query(Map<String, String> selectors, int limit, String next) {
        List<String> terms = new ArrayList<>();
        selectors.forEach((key, value) -> {
            if (!value.isEmpty()) {
                terms.add(key + "=" + encode(value));
            }
        });
        if (limit > 0) {
            terms.add("limit=" + limit);
        }
        if (!next.isEmpty()) {
            terms.add("continue=" + encode(next));
        }
        return terms.isEmpty() ? "" : "?" + String.join("&", terms);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Items of built-in kinds come without their kind. */
    private static Manifest whole(Map<String, @Nullable Object> item, Resource resource) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", resource.apiVersion());
        tree.put("kind", resource.kind().kind());
        tree.putAll(item);
        return Manifest.of(tree);
    }
}
