package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.real.Ground;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Texts as every API server has to keep them. */
abstract class TextStoreContract {
    final Ground ground;
    final Cluster cluster;
    private final String namespace;
    private final TextStore store;

    TextStoreContract(Ground ground) {
        this.ground = ground;
        this.cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(ground.kubeconfig()));
        this.namespace = cluster.namespace();
        this.store = new TextStore(cluster);
    }

    @AfterEach
    void close() {
        cluster.close();
        ground.close();
    }

    @Test
    void keepsATextAsItIs() {
        store.create(namespace, "journal-1", Map.of("run", "r1"), "{\"a\":\"ü\"}\n");

        StoredText read = store.read(namespace, "journal-1").orElseThrow();

        assertThat(read.text()).isEqualTo("{\"a\":\"ü\"}\n");
        assertThat(read.labels()).containsEntry("run", "r1");
    }

    @Test
    void replacesOnlyWhatIsStillAsItWasRead() {
        StoredText first = store.create(namespace, "j", Map.of(), "1");
        StoredText second = store.replace(first, "2");

        assertThatThrownBy(() -> store.replace(first, "other"))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
        assertThat(store.replace(second, "3").text()).isEqualTo("3");
    }

    @Test
    void aNameIsTakenOnce() {
        store.create(namespace, "j", Map.of(), "1");

        assertThatThrownBy(() -> store.create(namespace, "j", Map.of(), "1"))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ALREADY_EXISTS));
    }

    @Test
    void listsByLabel() {
        store.create(namespace, "a", Map.of("run", "r1"), "1");
        store.create(namespace, "b", Map.of("run", "r2"), "2");

        assertThat(store.list(Optional.of(namespace), Map.of("run", "r2")))
                .extracting(StoredText::text)
                .containsExactly("2");
    }

    @Test
    void seesNoConfigMapsOfOthers() {
        cluster.create(Manifest.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", "theirs"),
                "data",
                Map.of("text", "x"))));

        assertThat(store.read(namespace, "theirs")).isEmpty();
        assertThat(store.list(Optional.of(namespace), Map.of())).isEmpty();
    }

    @Test
    void deletingTwiceIsFine() {
        StoredText text = store.create(namespace, "j", Map.of(), "1");
        store.delete(text);

        store.delete(text);

        assertThat(store.read(namespace, "j")).isEmpty();
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertThatThrownBy(() -> store.create(namespace, "j", Map.of(), "x".repeat(TextStore.LARGEST + 1)))
                .hasMessageContaining("cannot store 'j': it has 262145 bytes, and a text may have 262144");
    }

    /** The server counts what we count: bytes of the text, not of its JSON. */
    @Test
    void keepsTheLongestTextInEveryScript() {
        String odd = "\u0001\"\\é";
        String longest = odd + "😀".repeat((TextStore.LARGEST - 8) / 4);

        StoredText made = store.create(namespace, "j", Map.of(), longest);

        assertThat(made.text()).isEqualTo(longest);
        assertThat(store.read(namespace, "j").map(StoredText::text)).contains(longest);
    }
}
