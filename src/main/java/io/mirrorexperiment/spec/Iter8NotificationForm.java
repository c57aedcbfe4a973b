package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricQuery.Method;
import io.mirrorexperiment.experiment.MetricsSystem.Auth;
import io.mirrorexperiment.experiment.Notification;
import io.mirrorexperiment.experiment.Occasion;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.spec.iter8.Iter8Experiment;
import io.mirrorexperiment.spec.iter8.Iter8Version;
import io.mirrorexperiment.spec.iter8.MetricName;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks {@code notification/http} and {@code notification/slack} of Iter8, as its task runner reads them. Their words are their own, not
 * those of a schema, so that unknown ones are mistakes.
 *
 * @param experiment whose namespace, target and baseline are told
 */
record Iter8NotificationForm(Iter8Experiment experiment) {
    static final String HTTP = "notification/http";
    static final String SLACK = "notification/slack";

    /** As Iter8's task runner waits. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final URI SLACK_API = URI.create("https://slack.com/api");
    private static final Choice<Method> METHOD = Choice.of("POST", Method.POST).or("GET", Method.GET);
    private static final Choice<Boolean> AUTH = Choice.of("Bearer", true)
            .butNot(
                    "Basic",
                    "is Basic, which takes the user out of the Secret, too; in words of our own write notifications with"
                            + " auth: {basic: {user: …, passwordFrom: {secret: …, key: password}}}");
    private static final List<Verdict> WON = List.of(Verdict.CONFORMS);
    private static final Choice<List<Verdict>> CONDITION = Choice.of("WinnerFound()", WON)
            .or("not WinnerFound()", List.of(Verdict.UNDECIDED, Verdict.VIOLATES, Verdict.INCONCLUSIVE))
            .or("!WinnerFound()", List.of(Verdict.UNDECIDED, Verdict.VIOLATES, Verdict.INCONCLUSIVE));

    /** Who is told, where the task has no mistake. */
    Optional<Notification> read(String name, Section task, List<Occasion> on) {
        List<Verdict> verdicts = task.read("if", CONDITION).orElse(List.of(Verdict.values()));
        Section with = name.equals(HTTP)
                ? task.section("with", "URL", "method", "authType", "secret", "headers", "body", "ignoreFailure")
                : task.section("with", "channel", "secret", "versionInfo", "ignoreFailure");
        if (with.read("ignoreFailure", Field::truth).filter(ignore -> !ignore).isPresent()) {
            with.notes().byDefault(with.pathOf("ignoreFailure"), "without effect, because no message fails a run here");
        }
        Optional<Receiver> receiver = name.equals(HTTP) ? http(with) : slack(with);
        return receiver.map(each -> new Notification(each, on, verdicts));
    }

    private Optional<Receiver> slack(Section with) {
        with.refuse("versionInfo", "belongs to another version of Iter8's experiments; remove it");
        String secret = with.need("secret", this::secret, "unnamed", "name the Secret that holds the token");
        String channel = with.need("channel", Field::text, "unnamed", "say which channel");
        return Optional.of(new Receiver.Slack(
                new Receiver.Bot(SLACK_API, new Credential.InSecret(secret, "token")),
                Optional.of(channel),
                Optional.empty(),
                content(),
                NotificationsForm.TIMEOUT));
    }

    private Optional<Receiver> http(Section with) {
        URI nowhere = URI.create("http://nowhere");
        URI url = with.need("URL", ReceiverUrlForm::open, nowhere, "write the address that is told");
        Method method = with.read("method", METHOD).orElse(Method.POST);
        Optional<String> secret = with.read("secret", this::secret);
        boolean signsIn = with.read("authType", AUTH).orElse(false);
        if (signsIn && !with.has("secret")) {
            with.missing("secret", "authType signs in with it");
        }
        if (method == Method.GET) {
            with.refuse("body", "is not sent with method: GET; write POST, or remove the body");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        Map<String, Credential> headersFrom = new LinkedHashMap<>();
        Iter8Words.each(with, "headers", field -> header(field, secret, headers, headersFrom));
        Optional<Receiver.Content> given = with.read("body", this::body);
        return Optional.of(new Receiver.Webhook(
                new Receiver.Open(url),
                method,
                headers,
                headersFrom,
                secret.filter(ignored -> signsIn)
                        .<Auth>map(name -> new Auth.Bearer(new Credential.InSecret(name, "token")))
                        .orElse(new Auth.None()),
                Optional.empty(),
                Optional.empty(),
                given.orElse(content()),
                TIMEOUT));
    }

    private Optional<String> header(
            Field field, Optional<String> secret, Map<String, String> headers, Map<String, Credential> headersFrom) {
        Section header = Section.of(field, List.of("name", "value"));
        String name = header.need("name", Field::text, "X-Unnamed", "name the header");
        Iter8Tags tags = tags();
        Optional<String> value = header.read("value", Field::verbatim);
        Optional<String> key = value.flatMap(tags::secretKey);
        if (!name.matches(MetricsForm.HEADER_NAME)) {
            return header.find("name").flatMap(where -> where.wrong("is no name of an HTTP header"));
        }
        if (key.isPresent() && secret.isPresent()) {
            headersFrom.put(name, new Credential.InSecret(secret.get(), key.get()));
        } else if (key.isPresent()) {
            header.refuse("value", "takes a key of a secret, and the task names none");
        } else if (QueryForm.SECRET.matcher(name).matches()) {
            header.refuse("value", "would be a secret in the open; write @< .secret.KEY >@, and the task's secret");
        } else {
            header.read("value", each -> tags.filled(each, value.orElse("")))
                    .ifPresent(text -> headers.put(name, text));
        }
        return Optional.of(name);
    }

    private Optional<Receiver.Content> body(Field field) {
        return field.verbatim()
                .flatMap(text -> tags().filled(field, text))
                .map(text -> new Receiver.Given(text.replace("$", "$$")));
    }

    /** A Secret in the namespace where a run reads them; what was written is not shown, for it could be the secret itself. */
    private Optional<String> secret(Field field) {
        Notes aside = new Notes();
        Optional<MetricName> name = Iter8Words.metric(new Field(field.path(), field.piece(), aside));
        String home = MetricName.of(experiment.target()).namespace().orElse(experiment.namespace());
        if (name.isEmpty()) {
            return field.wrong("must be the name of a Kubernetes Secret, or namespace/name, not the secret itself");
        }
        Optional<String> elsewhere = name.get().namespace().filter(where -> !where.equals(home));
        return elsewhere.isPresent()
                ? field.wrong("is in namespace " + elsewhere.get() + "; a run reads Secrets of namespace " + home
                        + " only: copy it there")
                : Optional.of(name.get().name());
    }

    private Receiver.Content content() {
        return new Receiver.Iter8(
                experiment.target(), version().map(Iter8Version::name).orElse("unnamed"));
    }

    private Optional<Iter8Version> version() {
        return experiment.versions().map(Iter8Experiment.Versions::baseline);
    }

    private Iter8Tags tags() {
        return Iter8Tags.of(experiment, version());
    }
}
