package io.mirrorexperiment.metrics;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads certificates and keys from PEM texts (RFC 7468); text around the blocks is skipped. Messages name what was read, never a
 * part of it.
 */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final Pattern LABEL = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final String CONVERT = "; convert it with: openssl pkcs8 -topk8 -nocrypt -in old.pem -out new.pem";

    private Pem() {}

    /** All certificates of a text, at least one. */
    static List<X509Certificate> certificates(String what, String text) throws OddAnswerException {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                certificates.add(certificate(what, bytes(what, block.group(2))));
            }
        }
        if (certificates.isEmpty() || count(text, "CERTIFICATE") != certificates.size()) {
            throw new OddAnswerException(what + " holds no, or a broken, PEM block -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    /** The one private key of a text, in PKCS #8. */
    static PrivateKey key(String what, String text) throws OddAnswerException {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals("PRIVATE KEY")) {
                return privateKey(what, bytes(what, block.group(2)));
            }
        }
        throw new OddAnswerException(what + " " + whyNoKey(text));
    }

    private static String whyNoKey(String text) {
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            switch (label.group(1)) {
                case "RSA PRIVATE KEY" -> {
                    return "is in PKCS #1 (BEGIN RSA PRIVATE KEY) where PKCS #8 is needed" + CONVERT;
                }
                case "EC PRIVATE KEY" -> {
                    return "is in SEC 1 (BEGIN EC PRIVATE KEY) where PKCS #8 is needed" + CONVERT;
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    return "is encrypted, and nobody is there to type the passphrase" + CONVERT;
                }
                default -> {}
            }
        }
        return "holds no, or a broken, PEM block -----BEGIN PRIVATE KEY-----";
    }

    private static long count(String text, String wanted) {
        return LABEL.matcher(text)
                .results()
                .filter(label -> label.group(1).equals(wanted))
                .count();
    }

    private static byte[] bytes(String what, String base64) throws OddAnswerException {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notBase64) {
            throw new OddAnswerException(what + " has a PEM block that is not Base64");
        }
    }

    private static X509Certificate certificate(String what, byte[] der) throws OddAnswerException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException broken) {
            throw new OddAnswerException(what + " has a PEM block that is no X.509 certificate");
        }
    }

    private static PrivateKey privateKey(String what, byte[] der) throws OddAnswerException {
        return ALGORITHMS.stream()
                .flatMap(algorithm -> keyOf(algorithm, der).stream())
                .findFirst()
                .orElseThrow(() -> new OddAnswerException(what + " is no RSA, EC or Ed25519 key in PKCS #8"));
    }

    private static Optional<PrivateKey> keyOf(String algorithm, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException anotherAlgorithm) {
            return Optional.empty();
        }
    }
}
