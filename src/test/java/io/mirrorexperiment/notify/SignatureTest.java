package io.mirrorexperiment.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureTest {
    /** {@code openssl dgst -sha256 -mac HMAC -macopt hexkey:<decoded key> -binary | base64} over id, time and body with dots between. */
    @Test
    void signsAsStandardWebhooksDo() {
        String signature = Signature.of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxLmek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}");

        assertThat(signature).isEqualTo("v1,AI69lK4uvTNePpgUReHHPcEe43NJSCMA8IRUBSimQ/k=");
    }

    /** {@code printf 'a.1.{}' | openssl dgst -sha256 -hmac key -binary | base64}. */
    @Test
    void anyTextMayBeTheKey() {
        assertThat(Signature.of("key", "a", Instant.ofEpochSecond(1), "{}"))
                .isEqualTo("v1,bL1jQXV9xdvhtjVTxMVmcec+7wicDeM5+UJZVhyrJw0=");
    }

    @Test
    void aBrokenKeyIsNotQuoted() {
        assertThatThrownBy(() -> Signature.of("whsec_hunter2!", "a", Instant.EPOCH, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a key that begins with whsec_ goes on in Base64")
                .hasNoCause();
    }
}
