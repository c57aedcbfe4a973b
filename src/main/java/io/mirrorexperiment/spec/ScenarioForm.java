package io.mirrorexperiment.spec;

import io.mirrorexperiment.traffic.scenario.CircuitBreaker;
import io.mirrorexperiment.traffic.scenario.Exposure;
import io.mirrorexperiment.traffic.scenario.Routing;
import io.mirrorexperiment.traffic.scenario.Rule;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.Share;
import io.mirrorexperiment.traffic.scenario.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole scenario.
 *
 * @param namespace that holds where it has none
 */
record ScenarioForm(String namespace) implements Form<Scenario> {
    private static final List<String> WORDS =
            List.of("service", "versions", "rules", "tcp", "circuitBreaker", "hosts", "gateway");

    @Override
    public Optional<Scenario> read(Field field) {
        Section top = Section.of(field, List.of("apiVersion", "kind", "metadata", "spec"));
        top.need(
                "apiVersion",
                Choice.of(ExperimentForm.API_VERSION, ""),
                "",
                "write apiVersion: " + ExperimentForm.API_VERSION);
        top.need("kind", Choice.of(ScenarioReader.KIND, ""), "", "write kind: " + ScenarioReader.KIND);
        Section metadata = top.section("metadata", "name", "namespace", "labels", "annotations");
        metadata.read("name", Text.OBJECT_NAME);
        String where = metadata.read("namespace", Text.LABEL_NAME).orElse(namespace);
        Optional<Field> spec = top.find("spec");
        if (spec.isEmpty()) {
            top.missing("spec", "it says what shall be done to which service");
        }
        return spec.flatMap(whole -> scenario(whole, where));
    }

    private static Optional<Scenario> scenario(Field field, String namespace) {
        Section spec = Section.of(field, WORDS);
        String service = spec.need("service", Text.LABEL_NAME, "stand-in", "name the Service whose route is meant");
        VersionsForm versions =
                new VersionsForm(spec.find("versions").map(VersionsForm::labels).orElse(Map.of()));
        Optional<Routing> routing = routing(spec, versions);
        Optional<CircuitBreaker> breaker = spec.read("circuitBreaker", new BreakerForm());
        Optional<Exposure> exposure = exposure(spec);
        if (spec.has("hosts") && !spec.has("rules")) {
            spec.refuse("hosts", "has a meaning only beside rules");
        }
        if (spec.present("rules", "tcp", "circuitBreaker").isEmpty()) {
            spec.wrong("says of nothing what shall be done; write rules, tcp or circuitBreaker");
        }
        return field.notes().clean()
                ? Checked.of(
                        field,
                        () -> Scenario.of(
                                new Target(namespace, service),
                                routing.orElseGet(Routing.Untouched::new),
                                breaker,
                                exposure))
                : Optional.empty();
    }

    private static Optional<Routing> routing(Section spec, VersionsForm versions) {
        if (spec.has("rules")) {
            spec.refuse("tcp", "rules are for requests and tcp for connections; write one of the two");
        }
        Optional<Routing> requests = spec.find("rules").flatMap(field -> rules(field, versions));
        return requests.or(() -> spec.find("tcp").flatMap(field -> connections(field, versions)));
    }

    private static Optional<Routing> rules(Field field, VersionsForm versions) {
        List<Field> items = field.items().orElse(List.of());
        List<Rule> rules = items.stream()
                .flatMap(item -> new RuleForm(versions).read(item).stream())
                .toList();
        return rules.size() == items.size() ? Checked.of(field, () -> new Routing.Requests(rules)) : Optional.empty();
    }

    private static Optional<Routing> connections(Field field, VersionsForm versions) {
        Optional<List<Share>> shares = versions.shares(field);
        return shares.flatMap(each -> Checked.of(field, () -> new Routing.Connections(each)));
    }

    private static Optional<Exposure> exposure(Section spec) {
        Optional<String> gateway = spec.find("gateway").flatMap(Field::text);
        if (spec.has("gateway") && !spec.has("hosts")) {
            spec.refuse("gateway", "has a meaning only beside hosts");
        }
        return spec.find("hosts").flatMap(field -> Lists.texts(field)
                .flatMap(hosts -> Checked.of(field, () -> new Exposure(hosts, gateway))));
    }
}
