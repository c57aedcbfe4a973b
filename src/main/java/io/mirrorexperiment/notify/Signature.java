package io.mirrorexperiment.notify;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a message as Standard Webhooks (standardwebhooks.com) has it: HMAC-SHA256 over the message's id, the time in seconds and
 * the body, joined by full stops. Pure.
 */
final class Signature {
    private static final String PREFIX = "whsec_";

    private Signature() {}

    /**
     * The value of the header {@code webhook-signature}.
     *
     * @param key the bytes of the text, or, after {@code whsec_}, what it says in Base64
     * @throws IllegalArgumentException if it is no Base64 after that, or empty; the message does not quote it
     */
    static String of(String key, String id, Instant at, String body) {
        String signed = id + "." + at.getEpochSecond() + "." + body;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("no message can be signed here", e);
        }
    }

    private static byte[] bytes(String key) {
        if (!key.startsWith(PREFIX)) {
            return key.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(key.substring(PREFIX.length()));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("a key that begins with " + PREFIX + " goes on in Base64");
        }
    }
}
