package io.mirrorexperiment.controller;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives TLS the certificate that is in a folder now: it is read again for each connection, so one that was renewed is shown without a
 * restart. While the files are missing or broken, as in the middle of being replaced, the one of before stays. Thread-safe.
 */
final class AdmissionKeys extends X509ExtendedKeyManager {
    private static final Logger LOG = LoggerFactory.getLogger(AdmissionKeys.class);

    private final Path folder;
    private final Map<String, AdmissionIdentity> shown = new ConcurrentHashMap<>();
    private volatile AdmissionIdentity current;

    private AdmissionKeys(Path folder, AdmissionIdentity first) {
        this.folder = folder;
        this.current = first;
    }

    /** @throws IOException if there is no certificate yet, or no key to it */
    static AdmissionKeys in(Path folder) throws IOException {
        return new AdmissionKeys(folder, AdmissionIdentity.in(folder));
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
        refresh();
        AdmissionIdentity now = current;
        String alias = Integer.toHexString(now.fingerprint());
        shown.put(alias, now);
        return type.equals(now.algorithm()) ? alias : null;
    }

    private synchronized void refresh() {
        try {
            AdmissionIdentity read = AdmissionIdentity.in(folder);
            if (read.fingerprint() != current.fingerprint()) {
                shown.keySet().removeIf(alias -> !alias.equals(Integer.toHexString(current.fingerprint())));
                current = read;
                LOG.info("the webhook's certificate was renewed: valid until {}", read.chain().get(0).getNotAfter());
            }
        } catch (IOException e) {
            LOG.warn("the webhook's certificate cannot be read again, the one of before stays: {}", e.getMessage());
        }
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        AdmissionIdentity identity = shown.get(alias);
        return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        AdmissionIdentity identity = shown.get(alias);
        return identity == null ? null : identity.key();
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal[] issuers) {
        return null;
    }
}
