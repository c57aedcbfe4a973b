package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.sandbox.mesh.ImageProfile.Call;
import io.mirrorexperiment.sandbox.mesh.ImageProfile.Strain;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageProfileTest {
    @Test
    void readsWhatTheTextSaysAndKeepsTheRest() {
        ImageProfile profile = ImageProfile.parse(ImageProfile.STEADY, "errors=0.05,latency=20ms±5ms");
        assertThat(profile)
                .isEqualTo(ImageProfile.STEADY
                        .withErrors(0.05)
                        .withLatency(new Latency.Normal(Duration.ofMillis(20), Duration.ofMillis(5))));
    }

    @Test
    void readsEveryWord() {
        ImageProfile profile = ImageProfile.parse(
                ImageProfile.STEADY,
                "latency=20ms~80ms, status=503, stalls=0.01, start=1.5s, size=9, never=CrashLoopBackOff,"
                        + "calls=reviews:9080/reviews/0+ratings:9080/r+tcp://db:3306, strain=reviews-v1:40ms:0.1, serves=tcp");
        assertThat(profile.latency()).isEqualTo(new Latency.Lognormal(Duration.ofMillis(20), Duration.ofMillis(80)));
        assertThat(profile.errorStatus()).isEqualTo(503);
        assertThat(profile.startUp()).isEqualTo(Duration.ofMillis(1500));
        assertThat(profile.neverReady()).hasValue("CrashLoopBackOff");
        assertThat(profile.calls())
                .isEqualTo(List.of(
                        new Call("reviews:9080", "/reviews/0"),
                        new Call("ratings:9080", "/r"),
                        new Call("db:3306", "")));
        assertThat(profile.tcp()).isTrue();
        assertThat(profile.strain()).hasValue(new Strain("reviews-v1", Duration.ofMillis(40), 0.1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"latency=20ms+-5ms", "latency=20ms±5ms", "latency=0.02s±5ms"})
    void writesAPlusMinusInManyWays(String text) {
        assertThat(ImageProfile.parse(ImageProfile.STEADY, text).latency())
                .isEqualTo(new Latency.Normal(Duration.ofMillis(20), Duration.ofMillis(5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "erors=0.05; no word 'erors'; it has latency, errors",
                "errors=5%; '5%' is no number",
                "errors=1.5; a share from 0 to 1",
                "latency=20; is no duration",
                "status=200; 400 to 599",
                "calls=reviews; host:port/path",
                "calls=tcp://db; tcp://host:port",
                "calls=tcp://db:3306/x; tcp://host:port",
                "serves=udp; http or tcp",
                "errors; word=value",
                "errors=0.1,; word=value",
                "''; word=value",
            })
    void saysWhatIsWrong(String text, String first) {
        assertThatThrownBy(() -> ImageProfile.parse(ImageProfile.STEADY, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(first);
    }

    @Test
    void drawsTheMedianAndThe95thPercentileAsked() {
        Latency latency = new Latency.Lognormal(Duration.ofMillis(20), Duration.ofMillis(80));
        Random chance = new Dice(1).stream("test");
        long[] draws = new long[20_001];
        Arrays.setAll(draws, i -> latency.draw(chance).toMillis());
        Arrays.sort(draws);
        // Standard errors of these quantiles at n = 20001 are about 0.15 ms and 0.9 ms; five of them on either side.
        assertThat(draws[10_000]).isBetween(19L, 21L);
        assertThat(draws[19_000]).isBetween(75L, 85L);
    }

    @Test
    void neverDrawsLessThanNothing() {
        Latency wide = new Latency.Normal(Duration.ofMillis(1), Duration.ofMillis(50));
        Random chance = new Dice(1).stream("test");
        for (int i = 0; i < 1000; i++) {
            assertThat(wide.draw(chance)).isGreaterThanOrEqualTo(Duration.ZERO);
        }
    }

    @Test
    void findsAnImageByTheDigestThatItReports() {
        Profiles profiles = new Profiles();
        profiles.put("example/reviews:2.0", ImageProfile.STEADY);
        String digest = profiles.imageId("example/reviews:2.0");
        assertThat(digest).matches("example/reviews@sha256:[0-9a-f]{64}");
        assertThat(profiles.find(digest)).hasValue(ImageProfile.STEADY);
        assertThat(profiles.imageId(digest)).isEqualTo(digest);
        assertThat(profiles.find("example/reviews@sha256:0")).isEmpty();
        assertThat(profiles.find("example/reviews:3.0")).isEmpty();
    }
}
