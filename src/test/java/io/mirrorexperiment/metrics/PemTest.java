package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemTest {
    private static final byte[] DER = "not really DER".getBytes(StandardCharsets.UTF_8);

    @Test
    void readsAllCertificatesAndSkipsTheTextAround() throws OddAnswerException {
        assertThat(Pem.certificates("the CA bundle", TestCertificates.chain("server")))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"rsa-client, RSA", "ec-client, EC", "ed-client, EdDSA"})
    void readsKeysInPkcs8(String alias, String algorithm) throws OddAnswerException {
        assertThat(Pem.key("the client key", TestCertificates.key(alias)).getAlgorithm())
                .isEqualTo(algorithm);
    }

    @Test
    void readsFilesWithWindowsLineBreaks() throws OddAnswerException {
        String windows = TestCertificates.key("ec-client").replace("\n", "\r\n");

        assertThat(Pem.key("the client key", windows).getAlgorithm()).isEqualTo("EC");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA PRIVATE KEY, is in PKCS #1",
        "EC PRIVATE KEY, is in SEC 1",
        "ENCRYPTED PRIVATE KEY, is encrypted",
        "PRIVATE KEY, 'is no RSA, EC or Ed25519 key'",
        "CERTIFICATE, 'holds no, or a broken, PEM block -----BEGIN PRIVATE KEY-----'",
    })
    void saysWhatIsWrongWithAKey(String label, String words) {
        assertThatThrownBy(() -> Pem.key("the client key", TestCertificates.pem(label, DER)))
                .isInstanceOf(OddAnswerException.class)
                .hasMessageStartingWith("the client key")
                .hasMessageContaining(words);
    }

    @Test
    void namesTheCommandThatConvertsAnOldKey() {
        assertThatThrownBy(() -> Pem.key("the client key", TestCertificates.pem("RSA PRIVATE KEY", DER)))
                .hasMessageEndingWith("convert it with: openssl pkcs8 -topk8 -nocrypt -in old.pem -out new.pem");
    }

    @Test
    void refusesCertificatesThatAreBroken() {
        String whole = TestCertificates.certificate("ca");

        assertThatThrownBy(() -> Pem.certificates("the CA bundle", TestCertificates.pem("CERTIFICATE", DER)))
                .hasMessage("the CA bundle has a PEM block that is no X.509 certificate");
        assertThatThrownBy(() -> Pem.certificates("the CA bundle", whole + whole.substring(0, 200)))
                .hasMessageContaining("holds no, or a broken, PEM block");
        assertThatThrownBy(() -> Pem.certificates("the CA bundle", "nothing here"))
                .hasMessageContaining("holds no, or a broken, PEM block");
    }

    @Test
    void refusesBase64ThatIsNone() {
        assertThatThrownBy(
                        () -> Pem.key("the client key", "-----BEGIN PRIVATE KEY-----\nA=A=\n-----END PRIVATE KEY-----"))
                .hasMessage("the client key has a PEM block that is not Base64");
    }

    @Test
    void keepsTextsOutOfToString() {
        TlsMaterial material = new TlsMaterial(Optional.of("s3cret"), Optional.empty(), Optional.of("s3cret"));

        assertThat(material.toString()).isEqualTo("TlsMaterial[ca=true, chain=false, key=true]");
    }
}
