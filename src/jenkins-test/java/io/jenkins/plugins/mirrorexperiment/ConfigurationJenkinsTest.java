package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Item;
import hudson.util.Secret;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.sandbox.prometheus.Access;
import io.mirrorexperiment.sandbox.prometheus.MetricsOptions;
import io.mirrorexperiment.sandbox.prometheus.MetricsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Clusters and metrics systems by name: by hand, as code, tried out, and with secrets that stay secret and may change. */
@Timeout(300)
class ConfigurationJenkinsTest {
    private static final String FORM = "descriptorByName/io.jenkins.plugins.mirrorexperiment.";

    @RegisterExtension
    final JenkinsSessionExtension session = new JenkinsSessionExtension();

    @Test
    void profilesSurviveTheSystemConfigurationByHandAndAsCode(@TempDir Path folder) throws Throwable {
        Path yaml = Files.writeString(folder.resolve("jenkins.yaml"), """
                unclassified:
                  mirrorExperiment:
                    clusters:
                    - name: prod-eu
                      server: https://10.0.0.1:6443
                      credentialsId: token
                      caCertificate: "-----BEGIN CERTIFICATE-----"
                      namespace: shop
                    - name: default
                    - name: staging
                      credentialsId: kubeconfig
                      context: blue
                    metrics:
                    - name: prometheus-eu
                      url: https://prometheus.example.com
                      credentialsId: login
                      caCertificate: "-----BEGIN CERTIFICATE-----"
                """);
        session.then(jenkins -> {
            ConfigurationAsCode.get().configure(yaml.toUri().toString());
            asWritten();

            ByteArrayOutputStream exported = new ByteArrayOutputStream();
            ConfigurationAsCode.get().export(exported);
            assertThat(exported.toString(StandardCharsets.UTF_8))
                    .contains("mirrorExperiment:", "name: \"prod-eu\"", "url: \"https://prometheus.example.com\"");

            keep(text("token", "t"));
            keep(kubeconfig("kubeconfig", "k"));
            keep(login("login", "u", "p"));
            jenkins.configRoundtrip();
            asWritten();
        });
        session.then(jenkins -> asWritten());
    }

    private static void asWritten() {
        MirrorExperimentConfiguration all = MirrorExperimentConfiguration.get();
        assertThat(all.getClusters())
                .extracting(
                        ClusterProfile::getName,
                        ClusterProfile::getServer,
                        ClusterProfile::getCredentialsId,
                        ClusterProfile::getCaCertificate,
                        ClusterProfile::getContext,
                        ClusterProfile::getNamespace)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "prod-eu", "https://10.0.0.1:6443", "token", "-----BEGIN CERTIFICATE-----", "", "shop"),
                        org.assertj.core.groups.Tuple.tuple("default", "", "", "", "", ""),
                        org.assertj.core.groups.Tuple.tuple("staging", "", "kubeconfig", "", "blue", ""));
        assertThat(all.getMetrics())
                .extracting(
                        MetricsProfile::getName,
                        MetricsProfile::getUrl,
                        MetricsProfile::getCredentialsId,
                        MetricsProfile::getCaCertificate)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "prometheus-eu", "https://prometheus.example.com", "login", "-----BEGIN CERTIFICATE-----"));
    }

    @Test
    void twoProfilesOfOneNameAreAMistake() throws Throwable {
        session.then(jenkins -> {
            MirrorExperimentConfiguration all = MirrorExperimentConfiguration.get();
            all.setClusters(List.of(new ClusterProfile("eu"), new ClusterProfile("eu")));
            assertThatThrownBy(() -> all.cluster("eu"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("there are 2 cluster profiles 'eu'");
            assertThatThrownBy(() -> all.metrics("eu")).hasMessageContaining("there is no metrics profile 'eu'");
        });
    }

    @Test
    void onlyAnAdministratorSeesCredentialsAndTriesConnections() throws Throwable {
        session.then(jenkins -> {
            people(jenkins);
            keep(text("cluster-token", "t"));
            Visitor reader = Visitor.named(jenkins, "reader");
            Visitor admin = Visitor.named(jenkins, "admin");
            for (String profile : List.of("ClusterProfile", "MetricsProfile")) {
                String fill = FORM + profile + "/fillCredentialsIdItems?credentialsId=";
                assertThat(reader.post(fill).getContentAsString()).doesNotContain("cluster-token");
                assertThat(admin.post(fill).getContentAsString()).contains("cluster-token");
                String trial = FORM + profile + "/testConnection?name=a&url=" + encoded("http://127.0.0.1:1")
                        + "&server=&credentialsId=cluster-token&caCertificate=&context=&namespace=";
                assertThat(reader.post(trial).getStatusCode()).isEqualTo(403);
                assertThat(admin.get(trial).getStatusCode()).isEqualTo(404);
            }
        });
    }

    @Test
    void namesOfProfilesAreForThoseWhoWriteJobs() throws Throwable {
        session.then(jenkins -> {
            people(jenkins);
            jenkins.createProject(WorkflowJob.class, "gate");
            MirrorExperimentConfiguration.get().setClusters(List.of(new ClusterProfile("prod-eu")));
            MirrorExperimentConfiguration.get()
                    .setMetrics(List.of(new MetricsProfile("prometheus-eu", "http://127.0.0.1:1")));
            for (String fill : List.of("fillClusterItems?cluster=", "fillMetricsItems?metrics=")) {
                String path = "job/gate/" + FORM + "MirrorExperimentStep/" + fill;
                assertThat(Visitor.named(jenkins, "reader").post(path).getContentAsString())
                        .doesNotContain("-eu");
                assertThat(Visitor.named(jenkins, "author").post(path).getContentAsString())
                        .contains("-eu");
            }
        });
    }

    @Test
    void aClusterIsTriedOut() throws Throwable {
        session.then(jenkins -> {
            people(jenkins);
            try (Shop shop = Shop.open()) {
                Visitor admin = Visitor.named(jenkins, "admin");
                String server = shop.sandbox().cluster().url();
                keep(kubeconfig("good", shop.sandbox().kubeconfig()));
                keep(text("token", token(shop.sandbox().kubeconfig())));
                keep(text("wrong", "nobodys-token"));
                keep(kubeconfig(
                        "exec",
                        shop.sandbox()
                                .kubeconfig()
                                .replaceFirst("token: .*", "exec: {apiVersion: v1, command: /bin/touch}")));
                keep(kubeconfig(
                        "file", shop.sandbox().kubeconfig().replaceFirst("token: .*", "tokenFile: /etc/hostname")));
                keep(kubeconfig("nonsense", "hello"));

                assertThat(cluster(admin, "", "good")).contains("ok", "answers; there we are", "namespace default");
                assertThat(cluster(admin, server, "token")).contains("answers; there we are");
                assertThat(cluster(admin, server, "wrong")).contains("error").doesNotContain("nobodys-token");
                assertThat(cluster(admin, "", "token")).contains("has no server");
                assertThat(cluster(admin, "http://127.0.0.1:1", "token")).contains("error", "127.0.0.1:1");
                assertThat(cluster(admin, "no address", "token")).contains("error");
                assertThat(cluster(admin, "", "exec"))
                        .contains("error", "has exec", "neither run programs nor read files");
                assertThat(cluster(admin, "", "file")).contains("error", "has tokenFile");
                assertThat(cluster(admin, "", "nonsense")).contains("error", "holds no kubeconfig");
                assertThat(cluster(admin, "", "gone")).contains("error", "there is no credential");
            }
        });
    }

    private static String cluster(Visitor admin, String server, String credential) throws IOException {
        WebResponse answer = admin.post(FORM + "ClusterProfile/testConnection?name=shop&server=" + encoded(server)
                + "&caCertificate=&credentialsId=" + credential + "&context=&namespace=");
        assertThat(answer.getStatusCode()).as(answer.getContentAsString()).isEqualTo(200);
        return answer.getContentAsString();
    }

    @Test
    void aMetricsSystemIsTriedOut() throws Throwable {
        session.then(jenkins -> {
            people(jenkins);
            keep(text("right", "a-bearer"));
            keep(text("wrong", "no-bearer"));
            keep(login("login", "ann", "a-password"));
            Visitor admin = Visitor.named(jenkins, "admin");
            try (MetricsServer bearer = metricsServer(Access.OPEN.withBearer("a-bearer"));
                    MetricsServer basic = metricsServer(Access.OPEN.withBasic("ann", "a-password"))) {
                assertThat(metrics(admin, bearer.url(), "right")).contains("ok", "answers.");
                assertThat(metrics(admin, bearer.url(), "wrong"))
                        .contains("error")
                        .doesNotContain("no-bearer");
                assertThat(metrics(admin, bearer.url(), "")).contains("error");
                assertThat(metrics(admin, basic.url(), "login")).contains("ok", "answers.");
                assertThat(metrics(admin, basic.url(), "right"))
                        .contains("error")
                        .doesNotContain("a-bearer");
                assertThat(metrics(admin, "ftp://x", "")).contains("error", "The address of a Prometheus");
                assertThat(metrics(admin, "http://ann:secret@127.0.0.1", "")).contains("error");
                assertThat(metrics(admin, "http://127.0.0.1:1", "")).contains("error");
            }
        });
    }

    private static MetricsServer metricsServer(Access access) {
        return MetricsServer.start(MetricsOptions.silent().withAccess(access));
    }

    private static String metrics(Visitor admin, String url, String credential) throws IOException {
        WebResponse answer = admin.post(FORM + "MetricsProfile/testConnection?name=prom&url=" + encoded(url)
                + "&credentialsId=" + credential + "&caCertificate=");
        assertThat(answer.getStatusCode()).as(answer.getContentAsString()).isEqualTo(200);
        return answer.getContentAsString();
    }

    @Test
    void secretsAreNowhereInClearAndARotatedOneIsUsedAtTheNextLook() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = Shop.open();
                    Passage passage = Passage.to(shop.sandbox().prometheusUrl())) {
                shop.introduce();
                String token = token(shop.sandbox().kubeconfig());
                keep(text("token", token));
                keep(login("login", "ann", "first-pass-word"));
                ClusterProfile cluster = new ClusterProfile("shop");
                cluster.setServer(shop.sandbox().cluster().url());
                cluster.setCredentialsId("token");
                MetricsProfile metrics = new MetricsProfile("prom", passage.url());
                metrics.setCredentialsId("login");
                MirrorExperimentConfiguration.get().setClusters(List.of(cluster));
                MirrorExperimentConfiguration.get().setMetrics(List.of(metrics));

                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "gate");
                job.setDefinition(
                        new CpsFlowDefinition(Shop.step("mirrorExperiment", Shop.spec(20, "promotion: manual")), true));
                WorkflowRun build =
                        Objects.requireNonNull(job.scheduleBuild2(0)).waitForStart();
                until(build, Entry.Iterated.class);
                assertThat(passage.newest()).isEqualTo(basic("ann", "first-pass-word"));
                keep(login("login", "ann", "second-pass-word"));
                Patiently.until("the new password is used", Duration.ofMinutes(1), () -> passage.newest()
                        .equals(basic("ann", "second-pass-word")));
                until(build, Entry.Awaited.class);
                String fresh = token(shop.sandbox().cluster().kubeconfigFor("default", "jenkins"));
                keep(text("token", fresh));

                Visitor anybody = new Visitor(jenkins.createWebClient().withJavaScriptEnabled(false), jenkins.getURL());
                String page = anybody.text("job/gate/1/mirrorExperiment/")
                        + anybody.text("job/gate/1/mirrorExperiment/api/json")
                        + anybody.text("job/gate/1/consoleText");
                anybody.post("job/gate/1/mirrorExperiment/run/default.reviews-v2.1/promote");
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));

                assertThat(Gates.get().engine().cluster("shop").user()).contains("jenkins");
                assertThat(shop.isTidy()).isTrue();
                List<String> secrets = List.of(
                        token,
                        fresh,
                        "first-pass-word",
                        "second-pass-word",
                        Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)),
                        basic("ann", "first-pass-word").substring(6));
                assertThat(page + everythingSaved(jenkins)).doesNotContain(secrets.toArray(String[]::new));
            }
        });
    }

    private static String everythingSaved(JenkinsRule jenkins) throws IOException {
        StringBuilder all = new StringBuilder();
        Path home = jenkins.jenkins.getRootDir().toPath();
        List<Path> roots = List.of(home.resolve("jobs"), home.resolve("mirror-experiment"));
        for (Path root : roots) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
                    }
                }
            }
        }
        try (Stream<Path> files = Files.list(home)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".xml")).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(all.toString())
                .as("journal, step, profiles and credentials are among what is saved")
                .contains("\"entries\"", "mirrorExperiment", "<credentialsId>token</credentialsId>", "<id>login</id>");
        return all.toString();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String token(String kubeconfig) {
        return kubeconfig
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("token: "))
                .map(line -> line.substring("token: ".length()))
                .findFirst()
                .orElseThrow();
    }

    private static void until(WorkflowRun build, Class<? extends Entry> entry) {
        Patiently.until("the run has come that far", Duration.ofMinutes(2), () -> {
            List<BuildJournals.Kept> kept =
                    BuildJournals.in(build.getRootDir().toPath()).all();
            return !kept.isEmpty() && kept.get(0).journal().has(entry);
        });
    }

    private static void people(JenkinsRule jenkins) {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("author"));
    }

    /** Kept by the controller, instead of one of the same id. */
    private static void keep(IdCredentials credential) throws IOException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .removeIf(each ->
                        each instanceof IdCredentials known && known.getId().equals(credential.getId()));
        provider.getCredentials().add((com.cloudbees.plugins.credentials.Credentials) credential);
        provider.save();
    }

    private static IdCredentials text(String id, String secret) {
        return new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(secret));
    }

    private static IdCredentials login(String id, String user, String password) throws Exception {
        return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, "", user, password);
    }

    private static IdCredentials kubeconfig(String id, String content) {
        return new FileCredentialsImpl(
                CredentialsScope.GLOBAL,
                id,
                "",
                "kubeconfig",
                SecretBytes.fromRawBytes(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
