package io.mirrorexperiment.cluster;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Chooses the proxy as kubectl does: the kubeconfig's {@code proxy-url}, else {@code HTTPS_PROXY} or {@code HTTP_PROXY}
 * unless {@code NO_PROXY} names the server; never for this machine itself.
 */
final class Proxies {
    private Proxies() {}

    static void apply(Config config, Surroundings around) {
        URI server = URI.create(config.getMasterUrl());
        String host = Optional.ofNullable(server.getHost()).orElse("").toLowerCase(Locale.ROOT);
        boolean tls = "https".equals(server.getScheme());
        boolean chosen = (tls ? config.getHttpsProxy() : config.getHttpProxy()) != null;
        if (chosen || isThisMachine(host) || isExcluded(host, variable(around, "NO_PROXY"))) {
            return;
        }
        variable(around, tls ? "HTTPS_PROXY" : "HTTP_PROXY")
                .map(Proxies::withPort)
                .ifPresent(proxy -> {
                    config.setHttpsProxy(proxy);
                    config.setHttpProxy(proxy);
                });
    }

    private static Optional<String> variable(Surroundings around, String name) {
        return around.variable(name).or(() -> around.variable(name.toLowerCase(Locale.ROOT)));
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    static boolean isExcluded(String host, Optional<String> list) {
        return list.stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> entry.equals("*") || matches(host, entry.replaceFirst("^\\*?\\.", "")));
    }

    private static boolean matches(String host, String entry) {
        return host.equals(entry) || host.endsWith("." + entry) || AddressBlock.contains(entry, host);
    }

    private static String withPort(String proxy) {
        String full = proxy.contains("://") ? proxy : "http://" + proxy;
        if (URI.create(full).getPort() >= 0) {
            return full;
        }
        int port = full.startsWith("https:") ? 443 : full.startsWith("socks5:") ? 1080 : 80;
        return full.replaceFirst("/*$", "") + ":" + port;
    }
}
