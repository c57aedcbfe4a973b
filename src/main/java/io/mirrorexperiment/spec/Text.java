package io.mirrorexperiment.spec;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Forms of text: names of Kubernetes objects, labels and images. */
final class Text {
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    /** A label of a domain name (RFC 1123), such as a namespace or a Service. */
    static final Form<String> LABEL_NAME = matching(
            63, LABEL, "must be lower-case letters, digits and '-', begin and end with a letter or digit (RFC 1123)");

    /** A domain name of at most 63 characters, so that it can become a label's value too. */
    static final Form<String> EXPERIMENT_NAME = subdomain(63);

    /** Name of a Kubernetes object. */
    static final Form<String> OBJECT_NAME = subdomain(253);

    /** Value of a Kubernetes label. */
    static final Form<String> VERSION = matching(
            63,
            "[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?",
            "must be the value of a label: letters, digits, '-', '_' and '.', a letter or digit at both ends");

    /** Reference of a container image; the grammar of the distribution project, without its rarer corners. */
    static final Form<String> IMAGE = matching(
            512,
            "([A-Za-z0-9][-A-Za-z0-9.]*(:[0-9]{1,5})?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"
                    + "(:[A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?(@sha256:[0-9a-f]{64})?",
            "must be an image, as in registry.example.com/team/reviews:2.0");

    /** A path of a file. */
    static final Form<String> PATH = field -> field.text()
            .flatMap(text -> text.length() <= 4096 && text.chars().noneMatch(Character::isISOControl)
                    ? Optional.of(text)
                    : field.wrong("must be the path of a file"));

    private Text() {}

    private static Form<String> subdomain(int longest) {
        return matching(
                longest,
                LABEL + "(\\." + LABEL + ")*",
                "must be lower-case letters, digits, '-' and '.', begin and end with a letter or digit (RFC 1123)");
    }

    static Form<String> matching(int longest, String pattern, String sentence) {
        Predicate<String> fits = Pattern.compile(pattern).asMatchPredicate();
        return field -> field.text()
                .flatMap(text -> text.length() <= longest && fits.test(text)
                        ? Optional.of(text)
                        : field.wrong(sentence + ", at most " + longest + " characters; was " + Shown.quoted(text)));
    }

    /** The same without showing the text, which could be a secret in the wrong place. */
    static Form<String> unseen(Form<String> form, String sentence) {
        return field -> {
            Notes aside = new Notes();
            var read = form.read(new Field(field.path(), field.piece(), aside));
            return read.isPresent() ? read : field.wrong(sentence);
        };
    }
}
