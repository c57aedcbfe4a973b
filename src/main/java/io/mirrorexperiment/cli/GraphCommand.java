package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Scope;
import io.mirrorexperiment.report.TrafficReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows who calls whom; touches nothing. */
@Command(
        name = "graph",
        description =
                "Show the traffic of namespaces: who calls which version of whom, how often, how well, and which of it are"
                        + " copies of a mirror; touches nothing.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment graph travel-portal travel-agency --prometheus http://prometheus.istio-system:9090",
            "  mirror-experiment graph --spec reviews-v2.yaml -o html > traffic.html   the namespace of a spec",
            "  mirror-experiment graph shop --spec reviews-v2.yaml -o svg > traffic.svg",
            "  mirror-experiment graph shop --prometheus URL --routes routes.yaml -o dot | dot -Tpng > traffic.png",
            "",
            "Telemetry does not tell copies from requests; the routes do. They are read from the cluster, if there is",
            "one, or from --routes. Ends with 0, with 3 on a mistake, with 4 if Prometheus does not tell."
        })
final class GraphCommand implements Callable<Integer> {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /** The forms of a graph. */
    enum Form {
        /** For people who read a terminal. */
        TEXT,
        /** For Graphviz. */
        DOT,
        /** For programs. */
        JSON,
        /** The picture alone. */
        SVG,
        /** A page with the picture and the numbers. */
        HTML;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(
            paramLabel = "NAMESPACE",
            arity = "0..*",
            description = "whose traffic, in, out and within (default: the spec's, --namespace, or kubectl's)")
    List<String> namespaces = new ArrayList<>();

    @Mixin
    TrafficFlags traffic = new TrafficFlags();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    Form form = Form.TEXT;

    private final Host host;

    GraphCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Optional<Experiment> experiment = traffic.experiment();
        Set<String> names = names(experiment);
        Graph graph = traffic.graph(host, new Scope.Namespaces(names), names, experiment);
        host.out()
                .print(
                        switch (form) {
                            case TEXT -> TrafficReport.text(graph, traffic.style(host));
                            case DOT -> TrafficReport.dot(graph);
                            case JSON -> TrafficReport.json(graph);
                            case SVG -> TrafficReport.svg(graph);
                            case HTML -> TrafficReport.html(graph, String.join(", ", names));
                        });
        return 0;
    }

    private Set<String> names(Optional<Experiment> experiment) {
        Set<String> names = new TreeSet<>(namespaces);
        if (names.isEmpty()) {
            names.add(traffic.namespace(experiment));
        }
        names.stream()
                .filter(name -> !NAMESPACE.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw Refusal.usage("'" + name + "' is no name of a namespace");
                });
        return names;
    }
}
