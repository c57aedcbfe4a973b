package io.mirrorexperiment.install;

import static io.mirrorexperiment.install.Der.SEQUENCE;
import static io.mirrorexperiment.install.Der.object;
import static io.mirrorexperiment.install.Der.value;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A certificate with which a server in the cluster shows who it is, the authority that signed it, and the server's key; the authority's own
 * key is forgotten, so that nobody can sign anything else with it. RFC 5280, ECDSA on P-256.
 *
 * @param authority certificate of the authority, PEM
 * @param chain certificate of the server, PEM
 * @param key the server's, PEM in PKCS #8
 */
public record ServingCertificate(String authority, String chain, String key) {
    private static final byte[] ECDSA = value(SEQUENCE, object("1.2.840.10045.4.3.2"));
    private static final Pattern IP_V4 = Pattern.compile("([0-9]{1,3}\\.){3}[0-9]{1,3}");
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final int SIGN_CERTIFICATES = 0x04;
    private static final int SIGN = 0x80;

    /**
     * A new one.
     *
     * @param hosts names, or addresses (IPv4), by which the server is called; the first is written as its own
     * @throws IllegalStateException if this Java knows no elliptic curves
     */
    public static ServingCertificate of(List<String> hosts, Instant now, Duration validity) {
        try {
            SecureRandom random = new SecureRandom();
            KeyPair signer = pair(random);
            KeyPair server = pair(random);
            byte[] issuer = name("mirror-experiment " + Long.toHexString(random.nextLong()));
            byte[] times = value(SEQUENCE, Der.time(now.minus(SKEW)), Der.time(now.plus(validity)));
            byte[] above = signed(signer, random, issuer, times, issuer, signer, authorityExtensions());
            byte[] own = signed(signer, random, issuer, times, name(hosts.get(0)), server, serverExtensions(hosts));
            return new ServingCertificate(
                    pem("CERTIFICATE", above),
                    pem("CERTIFICATE", own),
                    pem("PRIVATE KEY", server.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate can be made", e);
        }
    }

    private static KeyPair pair(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static byte[] signed(
            KeyPair signer,
            SecureRandom random,
            byte[] issuer,
            byte[] times,
            byte[] subject,
            KeyPair of,
            byte[] extensions)
            throws GeneralSecurityException {
        byte[] version = value(0xa0, Der.number(new byte[] {2}));
        byte[] serial = Der.number(new BigInteger(126, random).add(BigInteger.ONE).toByteArray());
        byte[] body = value(
                SEQUENCE,
                version,
                serial,
                ECDSA,
                issuer,
                times,
                subject,
                of.getPublic().getEncoded(),
                value(0xa3, value(SEQUENCE, extensions)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer.getPrivate(), random);
        signature.update(body);
        return value(SEQUENCE, body, ECDSA, Der.bits(signature.sign(), 0));
    }

    private static byte[] name(String commonName) {
        String cut = commonName.length() > 64 ? commonName.substring(0, 64) : commonName;
        return value(SEQUENCE, value(Der.SET, value(SEQUENCE, object("2.5.4.3"), Der.text(cut))));
    }

    private static byte[] authorityExtensions() {
        byte[] authority = extension("2.5.29.19", value(SEQUENCE, Der.truth()));
        byte[] usage = extension("2.5.29.15", Der.bits(new byte[] {SIGN_CERTIFICATES}, 2));
        return Der.joined(authority, usage);
    }

    private static byte[] serverExtensions(List<String> hosts) {
        byte[][] names = hosts.stream().map(ServingCertificate::alternative).toArray(byte[][]::new);
        byte[] servers = value(SEQUENCE, object("1.3.6.1.5.5.7.3.1"));
        return Der.joined(
                extension("2.5.29.19", value(SEQUENCE)),
                extension("2.5.29.15", Der.bits(new byte[] {(byte) SIGN}, 7)),
                value(SEQUENCE, object("2.5.29.37"), value(Der.OCTETS, servers)),
                value(SEQUENCE, object("2.5.29.17"), value(Der.OCTETS, value(SEQUENCE, names))));
    }

    private static byte[] alternative(String host) {
        if (!IP_V4.matcher(host).matches()) {
            return value(0x82, host.getBytes(StandardCharsets.US_ASCII));
        }
        byte[] address = new byte[4];
        String[] parts = host.split("\\.", -1);
        for (int i = 0; i < address.length; i++) {
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return value(0x87, address);
    }

    private static byte[] extension(String name, byte[] content) {
        return value(SEQUENCE, object(name), Der.truth(), value(Der.OCTETS, content));
    }

    private static String pem(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ServingCertificate[" + chain.length() + " characters]";
    }
}
