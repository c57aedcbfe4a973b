package io.mirrorexperiment.metrics;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * PEM texts made ready for TLS sockets.
 *
 * @param sockets show our certificate, if there is one
 * @param trust whom we believe
 */
record Tls(SSLSocketFactory sockets, X509TrustManager trust) {
    private static final char[] IN_MEMORY_ONLY = "unused".toCharArray();

    /** Reads the texts; whatever is wrong with them is said with the name of the text. */
    static Tls of(TlsMaterial material) throws OddAnswerException {
        try {
            X509TrustManager trust = trust(material.ca());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity(material), new TrustManager[] {trust}, new SecureRandom());
            return new Tls(context.getSocketFactory(), trust);
        } catch (GeneralSecurityException | IOException refused) {
            throw new OddAnswerException("TLS cannot be set up with these certificates: " + refused.getMessage());
        }
    }

    private static X509TrustManager trust(Optional<String> ca)
            throws GeneralSecurityException, IOException, OddAnswerException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(ca.isPresent() ? anchors(Pem.certificates("the CA bundle", ca.get())) : machines());
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    /** The machine's own certificates, which is what the factory takes for no store at all. */
    private static @Nullable KeyStore machines() {
        return null;
    }

    private static KeyStore anchors(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("ca-" + i, certificates.get(i));
        }
        return store;
    }

    private static KeyManager[] identity(TlsMaterial material)
            throws GeneralSecurityException, IOException, OddAnswerException {
        if (material.chain().isEmpty() || material.key().isEmpty()) {
            return new KeyManager[0];
        }
        List<X509Certificate> chain =
                Pem.certificates("the client certificate", material.chain().get());
        PrivateKey key = Pem.key("the client key", material.key().get());
        refuseForeignKey(chain.get(0), key);
        KeyStore store = empty();
        store.setKeyEntry("client", key, IN_MEMORY_ONLY, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY_ONLY);
        return factory.getKeyManagers();
    }

    /** A pair that does not belong together would only fail in the handshake, with words that help nobody. */
    private static void refuseForeignKey(X509Certificate certificate, PrivateKey key)
            throws GeneralSecurityException, OddAnswerException {
        String type = key.getAlgorithm();
        boolean fits = type.equals(certificate.getPublicKey().getAlgorithm());
        if (fits) {
            Signature signature = Signature.getInstance(
                    type.equals("EdDSA") ? type : "SHA256with" + (type.equals("EC") ? "ECDSA" : type));
            signature.initSign(key);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update((byte) 1);
            fits = signature.verify(signed);
        }
        if (!fits) {
            throw new OddAnswerException("the client certificate and the client key do not belong together;"
                    + " the certificate comes first in its file, then those above it");
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
