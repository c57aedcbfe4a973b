package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.Systems.REVIEWS;
import static io.mirrorexperiment.metrics.Systems.SECRET;
import static io.mirrorexperiment.metrics.Systems.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.MetricsSystem.Auth;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Asked;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Reply;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PrometheusAccessTest {
    private static final String TOKEN = "s3cret.token-0123";
    private final Systems.Vault vault = new Systems.Vault().put(SECRET, TOKEN + "\n");

    @Test
    void signsInWithABearerTokenWithoutItsLineBreak() {
        assertThat(authorizationOf(new Auth.Bearer(SECRET))).isEqualTo("Bearer " + TOKEN);
    }

    /** printf 'über:s3cret.token-0123' | base64 */
    @Test
    void signsInWithBasicInUtf8() {
        assertThat(authorizationOf(new Auth.Basic("über", SECRET))).isEqualTo("Basic w7xiZXI6czNjcmV0LnRva2VuLTAxMjM=");
    }

    @Test
    void sendsNoCredentialsUnasked() {
        try (LoopbackPrometheus server = LoopbackPrometheus.start(LoopbackPrometheus::healthy);
                PrometheusSource source = Systems.open(Systems.plain(server.url()), vault)) {
            Systems.now(source);

            assertThat(server.asked()).noneMatch(asked -> asked.headers().containsKey("Authorization"));
        }
    }

    @Test
    void sendsTheTenantsHeader() {
        MetricsSystem system;
        try (LoopbackPrometheus server = LoopbackPrometheus.start(LoopbackPrometheus::healthy)) {
            system = Systems.with(server.url(), new Auth.None(), Map.of("X-Scope-OrgID", "team-a|team-b"));
            try (PrometheusSource source = Systems.open(system, vault)) {
                Systems.now(source);
            }

            assertThat(server.asked()).isNotEmpty().allMatch(asked -> List.of("team-a|team-b")
                    .equals(asked.headers().get("X-Scope-OrgID")));
        }
    }

    @Test
    void usesARotatedTokenAtTheNextLook() {
        try (LoopbackPrometheus server = LoopbackPrometheus.start(
                        asked -> asked.headers().getFirst("Authorization").equals("Bearer new")
                                ? LoopbackPrometheus.healthy(asked)
                                : Reply.of(401, ""));
                PrometheusSource source =
                        Systems.open(Systems.with(server.url(), new Auth.Bearer(SECRET), Map.of()), vault)) {
            Reading refused = Systems.now(source);
            vault.put(SECRET, "new");

            Reading admitted = Systems.now(source);

            assertThat(reason(refused)).contains("HTTP status 401");
            assertThat(admitted).isInstanceOf(Reading.Counters.class);
        }
    }

    @Test
    void hidesSecretsThatTheServerEchoes() {
        Map<String, String> headers = Map.of("X-Api-Key", "k3y-0123");
        try (LoopbackPrometheus server = LoopbackPrometheus.start(PrometheusAccessTest::echo)) {
            for (Auth auth : List.of(new Auth.Bearer(SECRET), new Auth.Basic("me", SECRET))) {
                try (PrometheusSource source = Systems.open(Systems.with(server.url(), auth, headers), vault)) {
                    String said = reason(Systems.now(source))
                            + Systems.await(source.trouble())
                            + source
                            + source.warnings()
                            + Systems.await(source.hint(REVIEWS));

                    assertThat(said)
                            .contains("refused: ", "•••")
                            .doesNotContain(
                                    TOKEN, "k3y-0123", "bWU6czNjcmV0LnRva2VuLTAxMjM="); // printf 'me:…' | base64
                }
            }
            assertThat(server.asked())
                    .noneMatch(asked -> asked.parameters().toString().contains("s3cret"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "ümlaut", "line\nbreak", "tab\t"})
    void refusesATokenThatCannotBeOneWithoutShowingIt(String token) {
        vault.put(SECRET, token);
        try (PrometheusSource source = Systems.open(
                Systems.with(URI.create("http://localhost:1"), new Auth.Bearer(SECRET), Map.of()), vault)) {
            assertThat(reason(Systems.now(source)))
                    .contains("the bearer token in key secret of Secret prom has spaces")
                    .doesNotContain(token);
        }
    }

    @Test
    void namesThePlaceOfASecretThatIsNotThere() {
        Credential nowhere = new Credential.InFile("/run/secrets/token");
        try (PrometheusSource source = Systems.open(
                Systems.with(URI.create("http://localhost:1"), new Auth.Bearer(nowhere), Map.of()), vault)) {
            assertThat(reason(Systems.now(source)))
                    .endsWith("the bearer token in file /run/secrets/token cannot be read: there is no such Secret");
            assertThat(Systems.await(source.trouble())).isPresent();
        }
    }

    @Test
    void doesNotTakeATenantForASecret() {
        Map<String, String> headers = Map.of("X-Scope-OrgID", "default");
        try (LoopbackPrometheus server = LoopbackPrometheus.start(asked -> Reply.of(200, Scraped.body(List.of())));
                PrometheusSource source = Systems.open(Systems.with(server.url(), new Auth.None(), headers), vault)) {
            assertThat(reason(Systems.now(source))).contains("in namespace default");
        }
    }

    @Test
    void refusesAnEmptySecret() {
        vault.put(SECRET, "\n");
        try (PrometheusSource source = Systems.open(
                Systems.with(URI.create("http://localhost:1"), new Auth.Basic("me", SECRET), Map.of()), vault)) {
            assertThat(reason(Systems.now(source))).endsWith("the password in key secret of Secret prom is empty");
        }
    }

    @Test
    void refusesHeadersThatHttpForbids() {
        try (PrometheusSource source = Systems.open(
                Systems.with(URI.create("http://localhost:1"), new Auth.None(), Map.of("X-Tenant", "a\r\nEvil: b")),
                vault)) {
            assertThat(reason(Systems.now(source)))
                    .contains("the header X-Tenant has characters that HTTP does not allow")
                    .doesNotContain("Evil");
        }
    }

    @Test
    void warnsOfCredentialsOverPlainHttp() {
        URI http = URI.create("http://prometheus.example:9090");
        URI https = URI.create("https://prometheus.example:9090");
        try (PrometheusSource plain = Systems.open(Systems.with(http, new Auth.Bearer(SECRET), Map.of()), vault);
                PrometheusSource safe = Systems.open(Systems.with(https, new Auth.Bearer(SECRET), Map.of()), vault);
                PrometheusSource none = Systems.open(Systems.plain(http), vault);
                PrometheusSource idle = Systems.open(Systems.tls(http, true), vault)) {
            assertThat(plain.warnings())
                    .containsExactly(
                            "Prometheus at http://prometheus.example:9090: the bearer token travels unencrypted over"
                                    + " http, where others may read it; use https");
            assertThat(safe.warnings()).isEmpty();
            assertThat(none.warnings()).isEmpty();
            assertThat(idle.warnings()).singleElement().asString().contains("have no effect over http");
        }
    }

    private String authorizationOf(Auth auth) {
        try (LoopbackPrometheus server = LoopbackPrometheus.start(LoopbackPrometheus::healthy);
                PrometheusSource source = Systems.open(Systems.with(server.url(), auth, Map.of()), vault)) {
            Systems.now(source);
            return server.asked().get(0).headers().getFirst("Authorization");
        }
    }

    private static Reply echo(Asked asked) {
        return Reply.of(
                400,
                "{\"status\":\"error\",\"errorType\":\"refused\",\"error\":\""
                        + asked.headers().getFirst("Authorization") + " "
                        + asked.headers().getFirst("X-Api-Key") + " "
                        + TOKEN + "\"}");
    }
}
