package io.mirrorexperiment.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The address of a metrics system. Messages never show it, for it could hold a password. */
final class UrlForm {
    private static final int LONGEST = 2048;

    private UrlForm() {}

    static Optional<URI> read(Field field) {
        return field.text().flatMap(text -> {
            if (text.length() > LONGEST) {
                return field.wrong("must be an address of at most " + LONGEST + " characters");
            }
            try {
                return checked(field, new URI(text));
            } catch (URISyntaxException e) {
                return field.wrong("must be an address, as in http://prometheus.istio-system:9090");
            }
        });
    }

    private static Optional<URI> checked(Field field, URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
            return field.wrong("must not hold a user or a password; use auth, which names a Secret");
        }
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null || url.getPort() > 65535) {
            return field.wrong(
                    "must begin with http:// or https:// and a host, as in http://prometheus.istio-system:9090");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            return field.wrong("must end with its path, without ? and #; tenants and the like go into headers");
        }
        String path = String.valueOf(url.getRawPath());
        return path.contains("/api/v1")
                ? field.wrong("must be the address before /api/v1; that part is added when a question is asked")
                : Optional.of(url);
    }
}
