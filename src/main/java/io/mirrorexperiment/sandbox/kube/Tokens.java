package io.mirrorexperiment.sandbox.kube;

import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
        Optional<String> token = request.header("authorization").flatMap(Tokens::token);
        if (token.isEmpty()) {
            return Caller.ANONYMOUS;
        }
        return Optional.ofNullable(callers.get(token.get()))
                .orElseThrow(() -> Refusal.of(401, "Unauthorized", "Unauthorized"));
    }

    /** A bearer token, or one sent as a password, which is all that kubectl sends without TLS. */
    private static Optional<String> token(String header) {
        String[] words = header.split(" ", 2);
        if (words.length == 2 && words[0].equalsIgnoreCase("Bearer")) {
            return Optional.of(words[1].strip());
        }
        return words.length == 2 && words[0].equalsIgnoreCase("Basic")
                ? Optional.of(password(words[1].strip()))
                : Optional.empty();
    }

    private static String password(String credentials) {
        try {
            String plain = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return plain.substring(plain.indexOf(':') + 1);
        } catch (IllegalArgumentException notBase64) {
            throw Refusal.of(401, "Unauthorized", "Unauthorized");
        }
    }
}
