package io.mirrorexperiment.cli;

import io.mirrorexperiment.spec.SpecSchema;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what a field of a spec means. */
@Command(
        name = "explain",
        description =
                "Say what a field of a spec means, what may stand there, and what holds without it; needs no cluster.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment explain                                 all fields",
            "  mirror-experiment explain mirror.percent",
            "  mirror-experiment explain objectives.maxIncreaseVsLive",
            "  mirror-experiment explain spec.metrics.prometheus",
            "",
            "Ends with 0, or with 3 if there is no such field."
        })
final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FIELD",
            arity = "0..1",
            description = "path of the field, with dots; spec. in front may be left out")
    Optional<String> field = Optional.empty();

    private final Host host;

    ExplainCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        SpecSchema schema = SpecSchema.shipped();
        String text = field.map(path -> schema.find(path)
                        .map(found -> ExplainText.of(found, schema.in(found)))
                        .orElseThrow(() -> Refusal.usage(
                                schema.unknown(path) + "\n`mirror-experiment explain` lists all fields.")))
                .orElseGet(() -> ExplainText.tree(schema.fields()));
        host.out().print(text);
        return 0;
    }
}
