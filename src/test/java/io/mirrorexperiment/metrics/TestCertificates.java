package io.mirrorexperiment.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of one test run, made by the JDK's own keytool: a CA, servers and clients that it signed, and a stranger. */
final class TestCertificates {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final TestCertificates ONCE = new TestCertificates();

    private final KeyStore store;

    private TestCertificates() {
        try {
            Path folder = Files.createTempDirectory("certificates");
            Path file = folder.resolve("store.p12");
            make(file, "ca", "-keyalg", "EC", "-ext", "bc:c");
            make(file, "server", "-keyalg", "EC", "-signer", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1");
            make(file, "elsewhere", "-keyalg", "EC", "-signer", "ca", "-ext", "san=dns:elsewhere.example");
            make(file, "rsa-client", "-keyalg", "RSA", "-keysize", "2048", "-signer", "ca");
            make(file, "ec-client", "-keyalg", "EC", "-signer", "ca");
            make(file, "ed-client", "-keyalg", "Ed25519", "-signer", "ca");
            make(file, "stranger", "-keyalg", "EC", "-ext", "bc:c", "-ext", "san=dns:localhost");
            store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD);
            }
            Files.delete(file);
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate alone, as PEM. */
    static String certificate(String alias) {
        return pem("CERTIFICATE", encoded(certificates(alias).get(0)));
    }

    /** A certificate and those that signed it, as PEM. */
    static String chain(String alias) {
        StringBuilder chain = new StringBuilder("subject=" + alias + ", written by some tool\n");
        certificates(alias).forEach(certificate -> chain.append(pem("CERTIFICATE", encoded(certificate))));
        return chain.toString();
    }

    /** A private key as PEM in PKCS #8. */
    static String key(String alias) {
        try {
            return pem("PRIVATE KEY", ONCE.store.getKey(alias, PASSWORD).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server that shows this certificate and trusts clients of the CA. */
    static SSLContext server(String alias) {
        try {
            KeyStore own = empty();
            own.setKeyEntry(
                    alias,
                    ONCE.store.getKey(alias, PASSWORD),
                    PASSWORD,
                    certificates(alias).toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, PASSWORD);
            KeyStore trusted = empty();
            trusted.setCertificateEntry("ca", certificates("ca").get(0));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    private static List<Certificate> certificates(String alias) {
        try {
            return List.of(ONCE.store.getCertificateChain(alias));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static void make(Path file, String alias, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        }
    }
}
