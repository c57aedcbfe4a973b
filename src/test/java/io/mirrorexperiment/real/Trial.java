package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.FileStore;
import io.mirrorexperiment.journal.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One run of the gate in a shop with customers, from outside: what was there before, the processes, the journal, how it ended, and what is
 * left. Its end is written into the table of faults, whatever it is.
 */
final class Trial implements AutoCloseable {
    private static final Duration LONGEST_PHASE = Duration.ofMinutes(3);

    private static final String SPEC = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: reviews-v2, namespace: %s}
            spec:
              service: reviews
              live: {version: v1}
              dark: %s
              mirror: {percent: 100, methods: ["*"], settle: 3s, flowWithin: 40s}
              metrics: {prometheus: {url: "%s", timeout: 3s}}
              objectives:
              - {metric: error-rate, upperLimit: 0.01}
              duration: {interval: 2s, iterations: 5, warmUp: 1}
              decision: {rule: point}
              promotion: auto
              protection: {baseline: 4s}
            """;

    private final String fault;
    private final Shop shop;
    private final Customers customers;
    private final Sight before;
    private final Path spec;
    private final Path journals;
    private final AtomicInteger homes = new AtomicInteger();
    private final List<GateProcess> processes = new ArrayList<>();
    private Path kubeconfig;
    private String changed = "nothing of that name";

    /**
     * Customers come, and a spec is written.
     *
     * @param fault what is tried, as the table says it
     * @param dark the dark version, as a spec says it
     */
    Trial(String fault, Shop shop, String dark, double perSecond) {
        this.fault = fault;
        this.shop = shop;
        this.before = Sight.of(shop);
        this.spec = shop.write(
                "spec.yaml", SPEC.formatted(shop.namespace(), dark, shop.bed().prometheus()));
        this.journals = shop.folder().resolve("journals");
        this.kubeconfig = shop.bed().kubeconfig();
        this.customers = shop.customers(perSecond);
    }

    /** From now on the gate uses that kubeconfig. */
    Trial by(Path other) {
        kubeconfig = other;
        return this;
    }

    /** Somebody else changes that object in mid-run, as {@code VirtualService reviews}. */
    Trial changing(String object) {
        changed = object;
        return this;
    }

    /** Starts the run; each word is an override, as {@code spec.promotion=none}. */
    GateProcess run(String... overrides) {
        List<String> words = new ArrayList<>(List.of("run", spec.toString()));
        Arrays.stream(overrides).forEach(each -> words.addAll(List.of("--set", each)));
        return withJournals(words);
    }

    GateProcess resume() {
        return withJournals(List.of("resume", id().toString()));
    }

    private GateProcess withJournals(List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--journal-folder", journals.toString()));
        return start(all);
    }

    /** Any other command, from an empty home. */
    GateProcess elsewhere(String... words) {
        return start(List.of(words));
    }

    private GateProcess start(List<String> words) {
        GateProcess process =
                GateProcess.start(shop.folder().resolve("home" + homes.incrementAndGet()), kubeconfig, words);
        processes.add(process);
        return process;
    }

    /** The newest run's journal. */
    Optional<Journal> journal() {
        FileStore store = new FileStore(journals);
        return store.runs().stream()
                .max(Comparator.comparingLong(RunId::generation))
                .flatMap(store::load);
    }

    RunId id() {
        return journal().orElseThrow().id();
    }

    /** Waits until the run has come that far. */
    void until(Class<? extends Entry> entry) {
        Patiently.until(
                fault + ": " + entry.getSimpleName(),
                LONGEST_PHASE,
                () -> journal().filter(journal -> journal.has(entry)).isPresent()
                        || processes.get(processes.size() - 1).hasEnded());
        assertThat(journal().filter(journal -> journal.has(entry)))
                .as(() -> "the run got as far as " + entry.getSimpleName() + ":\n"
                        + processes.get(processes.size() - 1).said())
                .isPresent();
    }

    /** Waits until the run has made that many looks. */
    void untilLook(int number) {
        Patiently.until(fault + ": look " + number, LONGEST_PHASE, () -> looks() >= number);
    }

    private long looks() {
        return journal()
                .map(journal -> journal.all(Entry.Iterated.class).count())
                .orElse(0L);
    }

    Path spec() {
        return spec;
    }

    Shop shop() {
        return shop;
    }

    Customers customers() {
        return customers;
    }

    /** Waits for the end: exit code, outcome and cause as expected, nothing left but what is documented, no customer lost. */
    JsonNode ends(GateProcess gate, int exit, String outcome, String cause) {
        return ends(gate, 1, exit, outcome, cause);
    }

    /** The same, of a run that was tried in several ways. */
    JsonNode ends(GateProcess gate, int tries, int exit, String outcome, String cause) {
        int ended = gate.exit();
        settle(tries, ended + ": " + outcome(gate));
        assertThat(ended).as(gate::said).isEqualTo(exit);
        assertThat(gate.lastLine()).contains("outcome=" + outcome + " cause=" + cause + " ", "exit=" + exit);
        JsonNode report = gate.report();
        assertThat(report.path("exitCode").asInt()).isEqualTo(exit);
        assertThat(report.path("cause").asText()).isEqualTo(cause);
        leftNothing();
        lostNobody();
        return report;
    }

    private static String outcome(GateProcess gate) {
        return gate.lastLine().replaceAll(".*outcome=(\\S+) cause=(\\S+) .*", "$1, $2");
    }

    /** Sends the customers home and writes the row of the table. */
    void settle(int tries, String end) {
        customers.close();
        Customers.Count count = customers.count();
        Faults.append(new Faults.Row(fault, tries, end, Sight.of(shop).remains(), count.sent(), count.lost()));
    }

    /** The shop's objects are as before; of a promoted clone the live Deployment's image is another. */
    void leftNothing() {
        assertThat(before.changesTo(Sight.of(shop).withoutRemains()).stream()
                        .filter(change -> !isPromotion(change) && !change.startsWith(changed + ":"))
                        .toList())
                .as(fault + ": what is left")
                .isEmpty();
    }

    private boolean isPromotion(String change) {
        return change.startsWith("Deployment reviews-v1:")
                && journal()
                        .filter(journal -> journal.has(Entry.Verified.class))
                        .isPresent();
    }

    void lostNobody() {
        Customers.Count count = customers.count();
        assertThat(count.lost())
                .as(() -> fault + ": lost of " + count.sent() + ": " + count.answers() + " " + count.losses())
                .isZero();
    }

    @Override
    public void close() {
        customers.close();
        processes.forEach(GateProcess::close);
        shop.close();
    }
}
