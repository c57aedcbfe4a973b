package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Patiently;
import io.mirrorexperiment.real.RoleRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Service accounts with the documented Roles, bound by the documented commands, on a real API server. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@Order(7)
class RightsRealTest {
    private final RealShop shop;

    RightsRealTest(@TempDir Path folder) {
        this.shop = RealShop.open(folder);
    }

    @AfterEach
    void close() {
        Bed.up().kubectl("delete", "clusterrolebinding", elsewhere(), "--ignore-not-found");
        Bed.up().kubectl("delete", "clusterrole", "mirror-experiment-elsewhere", "--ignore-not-found");
        shop.close();
    }

    private String elsewhere() {
        return "mirror-experiment-elsewhere-" + shop.namespace();
    }

    /** As docs/rbac.md says. */
    private void allow(String serviceAccount, String file, String role) {
        shop.kubectl("apply", "-f", "resources/rbac/" + file);
        shop.kubectl(
                "create",
                "rolebinding",
                role,
                "--role=" + role,
                "--serviceaccount=" + shop.namespace() + ":" + serviceAccount);
    }

    @Test
    void withTheDocumentedRolesRunsGoTheirWholeWay() {
        Path gate = shop.kubeconfig(shop.ground().kubeconfigFor("gate"));
        allow("gate", "run.yaml", "mirror-experiment");
        allow("gate", "journal.yaml", "mirror-experiment-journal");
        Bed.up().kubectl("apply", "-f", "resources/rbac/elsewhere.yaml");
        Bed.up()
                .kubectl(
                        "create",
                        "clusterrolebinding",
                        elsewhere(),
                        "--clusterrole=mirror-experiment-elsewhere",
                        "--serviceaccount=" + shop.namespace() + ":gate");
        awaitRight("gate", "list", "virtualservices.networking.istio.io", "--all-namespaces");

        Typed check = shop.type(gate, "check", shop.spec().toString(), "--journal", "cluster");
        Typed rolledBack = shop.type(
                gate,
                "run",
                shop.spec().toString(),
                "--journal",
                "cluster",
                "--set",
                "spec.dark.image=testbed.local/reviews:2.0-broken");
        Typed promoted = shop.type(gate, "run", shop.spec().toString(), "--journal", "cluster");

        assertThat(check.code()).as(check.out()).isZero();
        assertThat(check.out()).doesNotContain("✗", "cannot be seen").contains("✓ all 27 rights");
        assertThat(rolledBack.lastLine())
                .as(rolledBack.out() + shop.customers().count())
                .contains("outcome=rolled-back cause=objective-breached", "exit=1");
        assertThat(promoted.lastLine()).as(promoted.out()).contains("outcome=promoted", "exit=0");
        assertThat(shop.customers().count().losses()).isEmpty();
    }

    @Test
    void eachRuleThatIsMissingIsNamedByCheckBeforeAnythingIsTouched() {
        List<RoleRule> rules = List.copyOf(RoleRule.in("run.yaml"));
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < rules.size(); i++) {
            TreeSet<RoleRule> others = new TreeSet<>(rules);
            others.remove(rules.get(i));
            yaml.append("---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: gate-" + i + "}}\n")
                    .append(RoleRule.role("gate-" + i, others))
                    .append(RoleRule.binding("gate-" + i, "gate-" + i, shop.namespace()));
        }
        shop.ground().apply(yaml.toString());
        int last = rules.size() - 1;
        awaitRight(
                "gate-" + last,
                rules.get(0).verb(),
                rules.get(0).resource() + "." + rules.get(0).group());
        String before = touchable();

        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Path gate = shop.kubeconfig(shop.ground().kubeconfigFor("gate-" + i));
            Typed check = shop.type(gate, "check", shop.spec().toString());
            if (check.code() != 4 || !names(check.out(), rules.get(i))) {
                wrong.add(rules.get(i) + ": exit " + check.code() + "\n" + check.out());
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(touchable()).isEqualTo(before);
    }

    /** Whether it is told that this right is missing, with the rule to add, and no other right. */
    private boolean names(String out, RoleRule rule) {
        List<String> lines = out.lines().toList();
        List<String> missing =
                lines.stream().filter(line -> line.startsWith("✗ may not ")).toList();
        return missing.size() == 1
                && missing.get(0).startsWith("✗ may not " + rule.verb() + " objects of kind ")
                && missing.get(0).endsWith(" in namespace " + shop.namespace())
                && lines.get(lines.indexOf(missing.get(0)) + 1)
                        .contains("resources: [" + rule.resource() + "], verbs: [" + rule.verb() + "]");
    }

    private String touchable() {
        return shop.kubectl(
                "get",
                "deployments,virtualservices,destinationrules,leases,configmaps",
                "-o",
                "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.generation} {.metadata.annotations}{\"\\n\"}{end}");
    }

    /** An API server's knowledge of Roles lags a little behind what is stored. */
    private void awaitRight(String serviceAccount, String verb, String resource, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "auth",
                "can-i",
                verb,
                resource,
                "--as=system:serviceaccount:" + shop.namespace() + ":" + serviceAccount));
        words.addAll(List.of(more));
        Patiently.until(serviceAccount + " may " + verb + " " + resource, Duration.ofSeconds(20), () -> granted(words));
    }

    private boolean granted(List<String> words) {
        try {
            return shop.kubectl(words.toArray(String[]::new)).contains("yes");
        } catch (IllegalStateException no) {
            return false;
        }
    }
}
