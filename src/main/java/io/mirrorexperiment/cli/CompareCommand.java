package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Scope;
import io.mirrorexperiment.graph.Service;
import io.mirrorexperiment.report.ComparisonReport;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts the versions of a service side by side; touches nothing. */
@Command(
        name = "compare",
        description =
                "Put the versions of a service side by side: requests, errors, latencies, bytes, as either side of the"
                        + " wire tells them; touches nothing.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment compare travels -n travel-agency --prometheus http://prometheus.istio-system:9090",
            "  mirror-experiment compare --spec reviews-v2.yaml --window 15m     the service of a spec",
            "  mirror-experiment compare --spec reviews-v2.yaml -o markdown >> pull-request.md",
            "",
            "This is a look, no judgement: nothing here says how sure a difference is; `run` and `decide` do. Ends with",
            "0, with 3 on a mistake, with 4 if Prometheus does not tell."
        })
final class CompareCommand implements Callable<Integer> {
    /** The forms of a comparison. */
    enum Form {
        /** For people who read a terminal. */
        TEXT,
        /** For programs. */
        JSON,
        /** For a pull request or a chat. */
        MARKDOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..1",
            description = "name of the Service whose versions are meant (default: the spec's)")
    Optional<String> service = Optional.empty();

    @Mixin
    TrafficFlags traffic = new TrafficFlags();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    Form form = Form.TEXT;

    private final Host host;

    CompareCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Optional<Experiment> experiment = traffic.experiment();
        String name = service.or(() -> experiment.map(Experiment::service))
                .orElseThrow(() -> Refusal.usage("name the Service whose versions are meant, or a spec with --spec"));
        String namespace = traffic.namespace(experiment);
        Graph graph = traffic.graph(
                host, new Scope.OfService(namespace, name, Set.of(), false), Set.of(namespace), experiment);
        host.out()
                .print(
                        switch (form) {
                            case TEXT -> ComparisonReport.text(graph, traffic.style(host));
                            case JSON -> ComparisonReport.json(graph, new Service(namespace, name));
                            case MARKDOWN -> ComparisonReport.markdown(graph);
                        });
        return 0;
    }
}
