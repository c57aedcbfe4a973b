package io.mirrorexperiment.spec;

import io.mirrorexperiment.traffic.scenario.Condition;
import io.mirrorexperiment.traffic.scenario.Copy;
import io.mirrorexperiment.traffic.scenario.Fault;
import io.mirrorexperiment.traffic.scenario.Mirrors;
import io.mirrorexperiment.traffic.scenario.Retries;
import io.mirrorexperiment.traffic.scenario.Rule;
import io.mirrorexperiment.traffic.scenario.Share;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A rule of a scenario.
 *
 * @param versions how versions are told apart
 */
record RuleForm(VersionsForm versions) implements Form<Rule> {
    private static final List<String> WORDS = List.of("match", "to", "mirror", "timeout", "fault", "retries");
    private static final String SAFE = "[GET, HEAD, OPTIONS]";

    @Override
    public Optional<Rule> read(Field field) {
        Section rule = Section.of(field, WORDS);
        int before = field.notes().mistakes().size();
        List<Condition> conditions = rule.find("match")
                .flatMap(match -> Lists.of(match, new ConditionForm()))
                .orElse(List.of());
        List<Share> shares = rule.find("to").flatMap(versions::shares).orElse(List.of());
        Mirrors mirrors = rule.find("mirror").flatMap(this::mirrors).orElse(Mirrors.NONE);
        Optional<Duration> timeout = rule.read("timeout", Durations.positive());
        Optional<Fault> fault = rule.read("fault", RuleForm::fault);
        Optional<Retries> retries = rule.read("retries", RuleForm::retries);
        return field.notes().mistakes().size() > before
                ? Optional.empty()
                : Checked.of(field, () -> new Rule(conditions, shares, mirrors, timeout, fault, retries));
    }

    private Optional<Mirrors> mirrors(Field field) {
        Section mirror = Section.of(field, List.of("to", "methods"));
        if (!mirror.has("to")) {
            mirror.missing("to", "it says which versions get copies of how many percent, as in {v3: 50}");
        }
        List<String> methods = mirror.read("methods", MirrorForm::methods, Mirrors.SAFE, SAFE);
        Optional<List<Copy>> copies = mirror.find("to").flatMap(versions::copies);
        return copies.flatMap(each -> Checked.of(field, () -> new Mirrors(each, methods)));
    }

    private static Optional<Fault> fault(Field field) {
        Section fault = Section.of(field, List.of("delay", "abort"));
        Optional<Fault.Delay> delay = fault.read("delay", RuleForm::delay);
        Optional<Fault.Abort> abort = fault.read("abort", RuleForm::abort);
        return fault.present("delay", "abort").isEmpty() || delay.isPresent() || abort.isPresent()
                ? Checked.of(field, () -> new Fault(delay, abort))
                : Optional.empty();
    }

    private static Optional<Fault.Delay> delay(Field field) {
        Section delay = Section.of(field, List.of("time", "percent"));
        Duration time = delay.need("time", Durations.positive(), Duration.ofSeconds(1), "say how long, as in 5s");
        double percent = delay.read("percent", Numbers::percent, 100.0, "100");
        return Checked.of(field, () -> new Fault.Delay(time, percent));
    }

    private static Optional<Fault.Abort> abort(Field field) {
        Section abort = Section.of(field, List.of("status", "percent"));
        int status = abort.need("status", Numbers.whole(200, 599), 503, "say which HTTP status, as in 503");
        double percent = abort.read("percent", Numbers::percent, 100.0, "100");
        return Checked.of(field, () -> new Fault.Abort(status, percent));
    }

    private static Optional<Retries> retries(Field field) {
        Section retries = Section.of(field, List.of("attempts", "perTry", "on"));
        int attempts = retries.need("attempts", Numbers.whole(0, 100), 1, "say how often at most");
        Optional<Duration> perTry = retries.read("perTry", Durations.positive());
        Optional<String> on = retries.read("on", Field::text);
        return Checked.of(field, () -> new Retries(attempts, perTry, on));
    }
}
