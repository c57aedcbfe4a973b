package io.mirrorexperiment.sandbox.prometheus;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which headers a request must carry. Immutable; its text never shows the secrets.
 */
public final class Access {
    /** Everybody may ask. */
    public static final Access OPEN = new Access(Map.of());

    private final Map<String, String> requiredHeaders;

    private Access(Map<String, String> requiredHeaders) {
        this.requiredHeaders = Map.copyOf(requiredHeaders);
    }

    /** Only with this user and password (HTTP basic authentication). */
    public Access withBasic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** Only with this bearer token. */
    public Access withBearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** Only with this tenant, as in {@code X-Scope-OrgID} of Mimir or {@code THANOS-TENANT} of Thanos. */
    public Access withTenant(String header, String tenant) {
        return with(header, tenant);
    }

    private Access with(String header, String value) {
        Map<String, String> more = new TreeMap<>(requiredHeaders);
        more.put(header, value);
        return new Access(more);
    }

    /** Why a request is turned away, or empty if it may pass. {@code header} gives the value of a header, or "". */
    Optional<String> refusal(Function<String, String> header) {
        return requiredHeaders.entrySet().stream()
                .filter(required -> !required.getValue().equals(header.apply(required.getKey())))
                .map(required -> required.getKey().equals("Authorization") ? "Unauthorized" : "no org id")
                .findFirst();
    }

    @Override
    public String toString() {
        return "Access[requires " + requiredHeaders.keySet() + "]";
    }
}
