package io.mirrorexperiment.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK reads what is made here; that the API server trusts it is shown by the real tests. */
class ServingCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final ServingCertificate MADE =
            ServingCertificate.of(List.of("gate.shop.svc", "gate.shop.svc.cluster.local"), NOW, Duration.ofDays(365));

    @Test
    void theServerIsSignedByTheAuthorityAndNamesItsHosts() throws GeneralSecurityException {
        X509Certificate authority = certificate(MADE.authority());
        X509Certificate server = certificate(MADE.chain());

        server.verify(authority.getPublicKey());
        authority.verify(authority.getPublicKey());
        assertThat(server.getIssuerX500Principal()).isEqualTo(authority.getSubjectX500Principal());
        assertThat(server.getSubjectAlternativeNames())
                .containsExactly(List.of(2, "gate.shop.svc"), List.of(2, "gate.shop.svc.cluster.local"));
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    }

    @Test
    void onlyTheAuthoritySigns() throws GeneralSecurityException {
        assertThat(certificate(MADE.authority()).getBasicConstraints()).isNotNegative();
        assertThat(certificate(MADE.authority()).getKeyUsage()[5]).isTrue();
        assertThat(certificate(MADE.chain()).getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate(MADE.chain()).getKeyUsage()[0]).isTrue();
    }

    @Test
    void isValidFromNowOnForAsLongAsWasSaid() throws GeneralSecurityException {
        X509Certificate server = certificate(MADE.chain());

        assertThat(server.getNotBefore()).isEqualTo(Date.from(NOW.minus(Duration.ofMinutes(5))));
        assertThat(server.getNotAfter()).isEqualTo(Date.from(NOW.plus(Duration.ofDays(365))));
    }

    /** RFC 5280, 4.1.2.5: years from 2050 on are written otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"2049-12-31T23:59:59Z", "2050-01-01T00:00:00Z"})
    void yearsAreWrittenAsTheRuleSays(String end) throws GeneralSecurityException {
        Instant last = Instant.parse(end);

        ServingCertificate made = ServingCertificate.of(List.of("a"), NOW, Duration.between(NOW, last));

        assertThat(certificate(made.chain()).getNotAfter()).isEqualTo(Date.from(last));
    }

    @Test
    void theKeyIsTheServers() throws GeneralSecurityException {
        byte[] key = Base64.getMimeDecoder().decode(MADE.key().replaceAll("-----[^-]+-----", ""));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)));
        signature.update(new byte[] {1, 2, 3});
        byte[] signed = signature.sign();

        signature.initVerify(certificate(MADE.chain()));
        signature.update(new byte[] {1, 2, 3});

        assertThat(signature.verify(signed)).isTrue();
        assertThat(MADE.toString()).doesNotContain("KEY");
    }

    @Test
    void twoOfThemHaveNothingInCommon() throws GeneralSecurityException {
        X509Certificate other =
                certificate(ServingCertificate.of(List.of("gate.shop.svc"), NOW, Duration.ofDays(1)).authority());

        assertThatThrownBy(() -> certificate(MADE.chain()).verify(other.getPublicKey()))
                .isInstanceOf(SignatureException.class);
        assertThat(other.getSerialNumber()).isNotEqualTo(certificate(MADE.authority()).getSerialNumber());
    }

    private static X509Certificate certificate(String pem) throws GeneralSecurityException {
        Collection<?> all = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        assertThat(all).hasSize(1);
        return (X509Certificate) all.iterator().next();
    }
}
