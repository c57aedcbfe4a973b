package io.mirrorexperiment.bench.scale;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Objects by path, as texts, replaced by compare-and-set as an API server does it. Thread-safe. */
final class StoredObjects {
    private static final Pattern VERSION = Pattern.compile("\"resourceVersion\":\"(\\d*)\"");

    private final Map<String, Stored> objects = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong(1000);

    private record Stored(String text, long version) {}

    /** An answer. */
    record Said(int status, String body) {}

    void put(String path, String text) {
        long version = versions.incrementAndGet();
        objects.put(path, new Stored(versioned(text, version), version));
    }

    Said get(String path) {
        Stored stored = objects.get(path);
        return stored == null ? refused(404, "NotFound") : new Said(200, stored.text());
    }

    /** Whoever has read an older one is refused. */
    Said replace(String path, String text) {
        Matcher read = VERSION.matcher(text);
        long before = read.find() ? Long.parseLong(read.group(1)) : -1;
        long version = versions.incrementAndGet();
        Stored after = new Stored(versioned(text, version), version);
        Stored kept = objects.computeIfPresent(path, (name, stored) -> stored.version() == before ? after : stored);
        return kept == null
                ? refused(404, "NotFound")
                : kept.version() == version ? new Said(200, after.text()) : refused(409, "Conflict");
    }

    Said create(String path, String text) {
        long version = versions.incrementAndGet();
        String bare = text.replaceFirst(
                "\"metadata\":\\{", "\"metadata\":{\"resourceVersion\":\"\",\"uid\":\"u" + version + "\",");
        Stored made = new Stored(versioned(bare, version), version);
        return objects.putIfAbsent(path, made) == null ? new Said(201, made.text()) : refused(409, "AlreadyExists");
    }

    /** All of a kind: {@code /apis/group/version/plural} of every namespace, or those below one namespace's path. */
    Said list(String path, String plural) {
        StringBuilder items = new StringBuilder(
                        "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"")
                .append(versions.get())
                .append("\"},\"items\":[");
        String prefix = path.endsWith(plural) && path.contains("/namespaces/") ? path + "/" : "";
        boolean first = true;
        for (Map.Entry<String, Stored> each : objects.entrySet()) {
            if (each.getKey().startsWith(prefix) && each.getKey().contains("/" + plural + "/")) {
                items.append(first ? "" : ",").append(each.getValue().text());
                first = false;
            }
        }
        return new Said(200, items.append("]}").toString());
    }

    private static String versioned(String text, long version) {
        return VERSION.matcher(text).replaceFirst("\"resourceVersion\":\"" + version + "\"");
    }

    private static Said refused(int status, String reason) {
        return new Said(
                status,
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"" + reason
                        + "\",\"code\":" + status + ",\"message\":\"" + reason + "\"}");
    }
}
