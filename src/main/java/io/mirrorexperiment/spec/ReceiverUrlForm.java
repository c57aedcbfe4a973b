package io.mirrorexperiment.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The address of a receiver that may stand in a spec for everybody to read. Messages never show it. */
final class ReceiverUrlForm {
    static final String IS_A_SECRET =
            "is itself a secret, because everybody who knows it can write there; put it into a Secret and name that: urlFrom: <Secret>";

    private static final int LONGEST = 2048;
    private static final Pattern HOOKS = Pattern.compile(
            "(hooks\\.slack(-gov)?\\.com|(.*\\.)?discord(app)?\\.com|chat\\.googleapis\\.com|.*\\.webhook\\.office\\.com|.*\\.logic\\.azure\\.com)",
            Pattern.CASE_INSENSITIVE);
    /** Nobody gives a folder such a name. */
    private static final Pattern RANDOM =
            Pattern.compile("(.*/)?(?=[^/]*[0-9])(?=[^/]*[A-Za-z])[A-Za-z0-9_-]{24,}(/.*)?");

    private ReceiverUrlForm() {}

    static Optional<URI> open(Field field) {
        return field.text().flatMap(text -> {
            try {
                return text.length() > LONGEST ? unclear(field) : checked(field, new URI(text));
            } catch (URISyntaxException e) {
                return unclear(field);
            }
        });
    }

    private static Optional<URI> checked(Field field, URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (String.valueOf(url.getRawAuthority()).contains("@")) {
            return field.wrong("must not hold a user or a password; use auth, which names a Secret");
        }
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null || url.getPort() > 65535) {
            return unclear(field);
        }
        return isSecret(url) ? field.wrong(IS_A_SECRET) : Optional.of(url);
    }

    private static boolean isSecret(URI url) {
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return HOOKS.matcher(url.getHost()).matches()
                || RANDOM.matcher(String.valueOf(url.getRawPath())).matches()
                || QueryForm.SECRET_IN_URL.matcher(query).find();
    }

    private static Optional<URI> unclear(Field field) {
        return field.wrong(
                "must be an address that begins with http:// or https:// and a host, as in https://ci.example.com/hook");
    }
}
