package io.mirrorexperiment.sandbox.kube;

import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.wire.Request;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Bearer tokens and whom they stand for. */
final class Tokens {
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final Map<Caller, String> issued = new ConcurrentHashMap<>();

    /** The token of a caller; the same one each time. */
    String of(Caller caller) {
        return issued.computeIfAbsent(caller, who -> {
            String token = "sandbox-" + UUID.randomUUID();
            callers.put(token, who);
            return token;
        });
    }

    /** Who sends a request: 401 for a token that nobody has. */
    Caller sender(Request request) {
        Optional<String> token = request.header("authorization")
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip());
        if (token.isEmpty()) {
            return Caller.ANONYMOUS;
        }
        return Optional.ofNullable(callers.get(token.get()))
                .orElseThrow(() -> Refusal.of(401, "Unauthorized", "Unauthorized"));
    }
}
