package io.mirrorexperiment.controller;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a server shows to be: the files {@code tls.crt} and {@code tls.key} of a folder, PEM, the key in PKCS #8. Messages say nothing of what is
 * in them.
 */
record AdmissionIdentity(List<X509Certificate> chain, PrivateKey key, int fingerprint) {
    static final String CERTIFICATE = "tls.crt";
    static final String KEY = "tls.key";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    AdmissionIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException(CERTIFICATE + " holds no certificate");
        }
    }

    /** @throws IOException if the files are not there, or hold something else */
    static AdmissionIdentity in(Path folder) throws IOException {
        byte[] certificates = Files.readAllBytes(folder.resolve(CERTIFICATE));
        byte[] key = Files.readAllBytes(folder.resolve(KEY));
        try {
            List<X509Certificate> chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(certificates))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            PrivateKey own = key(new String(key, StandardCharsets.US_ASCII), chain);
            refuseStranger(own, chain.get(0));
            return new AdmissionIdentity(chain, own, Arrays.hashCode(certificates) * 31 + Arrays.hashCode(key));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    folder + " needs " + CERTIFICATE + " with certificates and " + KEY
                            + " with the first one's key, both PEM, the key in PKCS #8 (BEGIN PRIVATE KEY)",
                    e);
        }
    }

    private static PrivateKey key(String text, List<X509Certificate> chain) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(text);
        if (!block.find() || chain.isEmpty()) {
            throw new IllegalArgumentException("no key, or no certificate");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(block.group(1));
        String algorithm = chain.get(0).getPublicKey().getAlgorithm();
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    }

    /** In the middle of being replaced one of the files may be new and the other old. */
    private static void refuseStranger(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        byte[] sample = certificate.getSerialNumber().toByteArray();
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> key.getAlgorithm();
                });
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(sample);
        if (!signature.verify(signed)) {
            throw new IllegalArgumentException("the key is not the certificate's");
        }
    }

    /** As TLS calls it. */
    String algorithm() {
        return chain.get(0).getPublicKey().getAlgorithm();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "AdmissionIdentity[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}
