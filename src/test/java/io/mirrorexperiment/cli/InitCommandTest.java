package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From nothing to a verdict by way of {@code init}, in the demo's world. */
@Timeout(value = 170, unit = TimeUnit.SECONDS)
class InitCommandTest {
    /** Live may be slow on a machine that is busy for a moment; that is no trouble of the spec. */
    private static final String CALM = "spec.objectives[1].upperLimit=9000";

    /** The times of the spec ten or more times as short; the spec itself stays as it is. */
    private static final List<String> HASTE = List.of(
            "spec.duration.interval=200ms",
            "spec.duration.iterations=600",
            "spec.duration.warmUp=1",
            "spec.decision.soak=0s",
            "spec.mirror.settle=100ms",
            "spec.mirror.percent=100",
            CALM);

    @TempDir
    Path home = Path.of("");

    @Test
    void aStrangerWhoEditsOneLineSeesAGoodVersionPromoted() throws IOException {
        try (Shop shop = Shop.open()) {
            Snapshot before = shop.snapshot();
            Path spec = home.resolve("reviews-v2.yaml");

            Typed init = init(shop, "reviews", "-o", spec.toString());

            assertThat(init.code()).as(init.err()).isZero();
            assertThat(init.out())
                    .contains("wrote " + spec, "to edit    spec.dark.image", "mirror-experiment check " + spec);
            assertThat(before.changes(shop.snapshot())).isEmpty();
            String text = Files.readString(spec);
            assertThat(text)
                    .contains("1 of 1 pod with a sidecar", "Live's requests per second: about ")
                    .contains("  #   spec.decision.falsePromotion: 0.01", "needs 570 requests")
                    .containsOnlyOnce("EDIT:");
            assertThat(shop.type("check", spec.toString(), "--set", CALM).code())
                    .isZero();
            Files.writeString(spec, text.replace("image: \"example/reviews:1.0\"", "image: \"example/reviews:2.0\""));
            assertThat(shop.type("check", spec.toString(), "--set", CALM).code())
                    .isZero();
            assertThat(shop.type("plan", spec.toString(), "--set", CALM).code()).isZero();

            Typed run = shop.type(hasty(spec));

            assertThat(run.code()).as(run.out() + run.err()).isZero();
            assertThat(run.lastLine()).contains("outcome=promoted", "cause=objectives-met");
        }
    }

    @Test
    void aStrangerWhoEditsNothingSeesABadVersionRolledBack() {
        try (Shop shop = Shop.open("errors=0.3")) {
            Snapshot before = shop.snapshot();
            Path spec = home.resolve("reviews-v2.yaml");

            Typed init =
                    init(shop, "deployment/reviews-v1", "--dark-image", "example/reviews:2.0", "-o", spec.toString());
            Typed plan = shop.type("plan", spec.toString(), "--set", CALM);
            Typed run = shop.type(hasty(spec));

            assertThat(init.code()).as(init.err()).isZero();
            assertThat(init.out()).doesNotContain("to edit");
            assertThat(plan.code()).as(plan.err()).isZero();
            assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
            assertThat(run.lastLine()).contains("outcome=rolled-back", "cause=objective-breached");
            assertThat(before.changes(shop.snapshot())).isEmpty();
        }
    }

    /** The shop closes for nobody: each part changes what the one before left. */
    @Test
    void whatIsNotClearIsAskedAndWhatARunWouldRefuseIsRefused() throws IOException {
        try (Shop shop = Shop.open()) {
            InitScenes scenes = new InitScenes(shop);

            refuses(init(shop, "rewievs"), 4, "Service default/rewievs does not exist", "reviews", "deployment/NAME");
            refuses(init(shop, "deployment/none"), 4, "Deployment default/none does not exist", "reviews-v1");
            refuses(init(shop, "reviews", "--live", "none"), 4, "--live none is not behind", "reviews-v1 (");
            refuses(shop.type("init", "reviews"), 4, "looks like a Prometheus", "--prometheus URL");
            scenes.prometheus();
            refuses(
                    shop.type("init", "reviews"),
                    4,
                    "Service default/prometheus looks like a Prometheus, but does not answer here",
                    "kubectl -n default port-forward svc/prometheus 9090:9090",
                    "(metrics-unreachable)");
            refuses(
                    shop.type("init", "reviews", "--prometheus", "http://127.0.0.1:1"),
                    4,
                    "127.0.0.1:1",
                    "(metrics-unreachable)");
            refuses(shop.type("init", "reviews", "--prometheus", "prometheus:9090"), 3, "must begin with http");
            refuses(init(shop, "reviews", "--dark", "a", "--dark-image", "b"), 3, "say one of them");
            refuses(init(shop, "reviews", "--window", "soon"), 3, "--window must be a time");
            refuses(init(shop, "reviews", "--dark-image", "not an image"), 3, "spec.dark.image");

            scenes.quietService();
            refuses(init(shop, "quiet"), 4, "had a request in the last 5m", "--window 1h", "(too-little-traffic)");
            scenes.headless("bare", "{}");
            refuses(init(shop, "bare"), 4, "it has no selector");
            scenes.headless("reviews-too", "{app: reviews}");
            refuses(
                    init(shop, "deployment/reviews-v1"),
                    4,
                    "several Services",
                    "reviews, reviews-too",
                    "--live reviews-v1");

            scenes.version("v2");
            String idle = init(shop, "reviews").out();
            assertThat(idle).contains("Dark is there already", "dark: {deployment: reviews-v2}", "mirror: {percent: ");
            scenes.version("v3");
            refuses(
                    init(shop, "reviews"),
                    4,
                    "several versions",
                    "get no requests",
                    "reviews-v2 (0 requests",
                    "--dark");
            assertThat(init(shop, "reviews", "--dark", "reviews-v3").out()).contains("dark: {deployment: reviews-v3}");
            assertThat(init(shop, "reviews", "--dark-image", "example/reviews:2.0")
                            .out())
                    .contains("dark: {version: \"v4\", image: \"example/reviews:2.0\"}");

            scenes.owned();
            refuses(init(shop, "reviews", "--dark", "reviews-v2"), 4, "a run would be refused: ", "(gitops-owned)");
            assertThat(init(shop, "reviews", "--dark", "reviews-v2", "--gitops", "patch")
                            .out())
                    .contains("  gitops: patch");
            scenes.disowned();

            scenes.route("[{destination: {host: reviews, subset: v1}}], mirror: {host: reviews, subset: v2},"
                    + " mirrorPercentage: {value: 40}");
            String watched = init(shop, "reviews").out();
            assertThat(watched)
                    .contains(
                            "It copies 40 % of the live requests",
                            "mirror: {via: existing}", "dark: {deployment: reviews-v2}");
            Path file = Files.writeString(home.resolve("watched.yaml"), watched);
            assertThat(shop.type("check", file.toString()).out()).contains("the mirror of yours can be judged");
        }
    }

    @Test
    void aFileThatIsThereIsSomebodysWork() throws IOException {
        Path spec = Files.writeString(home.resolve("spec.yaml"), "mine");
        Path nowhere = home.resolve("none");

        Typed kept = Typed.on(home, "init", "reviews", "-o", spec.toString(), "--kubeconfig", nowhere.toString());
        Typed forced =
                Typed.on(home, "init", "reviews", "--force", "-o", spec.toString(), "--kubeconfig", nowhere.toString());

        refuses(kept, 3, "is there already; --force");
        refuses(forced, 4, "none");
        assertThat(spec).hasContent("mine");
    }

    private static void refuses(Typed typed, int code, String... words) {
        assertThat(typed.code()).as(typed.out() + typed.err()).isEqualTo(code);
        assertThat(typed.err()).contains(words).doesNotContain("bug", "Exception");
        assertThat(typed.out()).isEmpty();
    }

    /** Tried again where live was slower right after it had been looked at: this machine is busy then. */
    private static Typed init(Shop shop, String... words) {
        List<String> all = new ArrayList<>(List.of("init"));
        all.addAll(List.of(words));
        all.addAll(List.of("--prometheus", shop.experiment().metrics().url().toString()));
        Typed typed = shop.type(all.toArray(String[]::new));
        return typed.err().contains("(live-breaching)") ? init(shop, words) : typed;
    }

    private static String[] hasty(Path spec) {
        List<String> words = new ArrayList<>(List.of("run", spec.toString()));
        HASTE.forEach(set -> words.addAll(List.of("--set", set)));
        return words.toArray(String[]::new);
    }
}
