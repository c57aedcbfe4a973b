package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.Systems.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PrometheusTlsTest {
    private final Systems.Vault vault = new Systems.Vault().put(Systems.CA, TestCertificates.certificate("ca"));

    @Test
    void trustsAServerOfTheGivenCa() {
        try (LoopbackPrometheus server = server("server", false);
                PrometheusSource source = Systems.open(Systems.tls(server.url(), false), vault)) {
            assertThat(Systems.now(source)).isInstanceOf(Reading.Counters.class);
        }
    }

    @Test
    void trustsEachCaOfABundle() {
        vault.put(
                Systems.CA, TestCertificates.certificate("stranger") + "# ours\n" + TestCertificates.certificate("ca"));
        try (LoopbackPrometheus server = server("server", false);
                PrometheusSource source = Systems.open(Systems.tls(server.url(), false), vault)) {
            assertThat(Systems.now(source)).isInstanceOf(Reading.Counters.class);
        }
    }

    @Test
    void doesNotTrustAServerOfAnotherCa() {
        try (LoopbackPrometheus server = server("stranger", false);
                PrometheusSource source = Systems.open(Systems.tls(server.url(), false), vault)) {
            assertThat(reason(Systems.now(source)))
                    .contains("its certificate is not trusted")
                    .contains("name the CA");
        }
    }

    @Test
    void doesNotTrustAPrivateCaWithoutBeingTold() {
        try (LoopbackPrometheus server = server("server", false);
                PrometheusSource source = Systems.open(Systems.plain(server.url()), vault)) {
            assertThat(reason(Systems.now(source))).contains("its certificate is not trusted");
        }
    }

    @Test
    void doesNotTrustACertificateForAnotherHost() {
        try (LoopbackPrometheus server = server("elsewhere", false);
                PrometheusSource source = Systems.open(Systems.tls(server.url(), false), vault)) {
            assertThat(reason(Systems.now(source))).contains("its certificate is for another host name");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-client", "ec-client", "ed-client"})
    void showsItsClientCertificate(String client) {
        showing(client);
        try (LoopbackPrometheus server = server("server", true);
                PrometheusSource source = Systems.open(Systems.tls(server.url(), true), vault)) {
            assertThat(Systems.now(source)).isInstanceOf(Reading.Counters.class);
        }
    }

    @Test
    void isRefusedWithoutAClientCertificate() {
        try (LoopbackPrometheus server = server("server", true);
                PrometheusSource source = Systems.open(Systems.tls(server.url(), false), vault)) {
            assertThat(reason(Systems.now(source))).containsAnyOf("TLS failed", "the connection broke");
        }
    }

    @Test
    void usesARotatedClientCertificateAtTheNextLook() {
        showing("stranger");
        try (LoopbackPrometheus server = server("server", true);
                PrometheusSource source = Systems.open(Systems.tls(server.url(), true), vault)) {
            Reading refused = Systems.now(source);
            showing("rsa-client");

            Reading admitted = Systems.now(source);

            assertThat(refused).isInstanceOf(Reading.Missing.class);
            assertThat(admitted).isInstanceOf(Reading.Counters.class);
        }
    }

    @Test
    void dropsACaThatIsTrustedNoLonger() {
        try (LoopbackPrometheus server = server("server", false);
                PrometheusSource source = Systems.open(Systems.tls(server.url(), false), vault)) {
            Reading before = Systems.now(source);
            vault.put(Systems.CA, TestCertificates.certificate("stranger"));

            Reading after = Systems.now(source);

            assertThat(before).isInstanceOf(Reading.Counters.class);
            assertThat(reason(after)).contains("its certificate is not trusted");
        }
    }

    @Test
    void isMissingWhileARotationIsHalfDone() {
        showing("rsa-client");
        try (LoopbackPrometheus server = server("server", true);
                PrometheusSource source = Systems.open(Systems.tls(server.url(), true), vault)) {
            vault.put(Systems.KEY, TestCertificates.key("ec-client"));
            Reading half = Systems.now(source);
            vault.put(Systems.CERTIFICATE, TestCertificates.chain("ec-client"));

            Reading whole = Systems.now(source);

            assertThat(reason(half)).contains("do not belong together");
            assertThat(whole).isInstanceOf(Reading.Counters.class);
        }
    }

    private void showing(String client) {
        vault.put(Systems.CERTIFICATE, TestCertificates.chain(client)).put(Systems.KEY, TestCertificates.key(client));
    }

    private static LoopbackPrometheus server(String alias, boolean insistOnClient) {
        return LoopbackPrometheus.startTls(TestCertificates.server(alias), insistOnClient, LoopbackPrometheus::healthy);
    }
}
