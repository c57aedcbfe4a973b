package io.mirrorexperiment.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a first spec is to be about. */
final class InitFlags {
    private static final String DEPLOYMENT = "deployment/";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    @Parameters(
            paramLabel = "SERVICE",
            description = "the Service that clients call, or deployment/NAME for the one in front of a Deployment")
    String target = "";

    @Mixin
    ClusterFlags cluster = new ClusterFlags();

    @Mixin
    GitopsFlag gitops = new GitopsFlag();

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            description = "address of the Prometheus that scrapes the mesh, before /api/v1 (default: looked for in the"
                    + " cluster)")
    Optional<String> prometheus = Optional.empty();

    @Option(
            names = "--live",
            paramLabel = "DEPLOYMENT",
            description = "the live version, where several are behind the Service")
    Optional<String> live = Optional.empty();

    @Option(names = "--dark-image", paramLabel = "IMAGE", description = "the image to try: live is cloned with it")
    Optional<String> image = Optional.empty();

    @Option(names = "--dark", paramLabel = "DEPLOYMENT", description = "the dark version, if it is there already")
    Optional<String> dark = Optional.empty();

    @Option(
            names = "--window",
            paramLabel = "TIME",
            defaultValue = "5m",
            description = "the time until now whose requests count (default: ${DEFAULT-VALUE})")
    String window = "5m";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "write the spec to a file instead of standard output")
    Optional<Path> file = Optional.empty();

    @Option(names = "--force", description = "write over a file that is there")
    boolean force;

    /** The Deployment that is meant as live, if somebody has said one. */
    Optional<String> live() {
        Optional<String> named = Optional.of(target)
                .filter(word -> word.startsWith(DEPLOYMENT))
                .map(word -> word.substring(DEPLOYMENT.length()));
        if (named.isPresent() && live.isPresent() && !named.equals(live)) {
            throw Refusal.usage(target + " and --live " + live.get() + " name two live versions; say one");
        }
        return named.or(() -> live);
    }

    boolean isDeployment() {
        return target.startsWith(DEPLOYMENT);
    }

    /** The words behind the command, but for where the cluster is and what is written. */
    String words() {
        return Stream.concat(
                        Stream.of(target),
                        Stream.of(
                                        word("--live", live),
                                        word("--dark", dark),
                                        word("--dark-image", image),
                                        word("--prometheus", prometheus))
                                .flatMap(List::stream))
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
    }

    private static List<String> word(String flag, Optional<String> value) {
        return value.map(text -> List.of(flag, text)).orElse(List.of());
    }

    /** How long ago it is looked back. */
    Duration past() {
        return Iter8Time.read(window)
                .filter(time -> time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> Refusal.usage(
                        "--window must be a time from 1s to 24h, as in 5m or 1m30s, but is '" + window + "'"));
    }

    /** What cannot be meant is said before a cluster is asked. */
    void check() {
        past();
        live();
        if (image.isPresent() && dark.isPresent()) {
            throw Refusal.usage("--dark-image makes a dark version, --dark takes one that is there; say one of them");
        }
        file.ifPresent(path -> NewFile.check(path, force));
    }
}
