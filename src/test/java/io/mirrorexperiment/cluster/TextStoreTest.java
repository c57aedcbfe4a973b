package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextStoreTest {
    private final LoopbackApi api = new LoopbackApi();
    private final Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(api.kubeconfig("t")));
    private final TextStore store = new TextStore(cluster);

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    @Test
    void keepsATextAsItIs() {
        store.create("shop", "journal-1", Map.of("run", "r1"), "{\"a\":\"ü\"}\n");

        StoredText read = store.read("shop", "journal-1").orElseThrow();

        assertThat(read.text()).isEqualTo("{\"a\":\"ü\"}\n");
        assertThat(read.labels()).containsEntry("run", "r1");
    }

    @Test
    void replacesOnlyWhatIsStillAsItWasRead() {
        StoredText first = store.create("shop", "j", Map.of(), "1");
        StoredText second = store.replace(first, "2");

        assertThatThrownBy(() -> store.replace(first, "other"))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
        assertThat(store.replace(second, "3").text()).isEqualTo("3");
    }

    @Test
    void aNameIsTakenOnce() {
        store.create("shop", "j", Map.of(), "1");

        assertThatThrownBy(() -> store.create("shop", "j", Map.of(), "1"))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ALREADY_EXISTS));
    }

    @Test
    void listsByLabel() {
        store.create("shop", "a", Map.of("run", "r1"), "1");
        store.create("shop", "b", Map.of("run", "r2"), "2");

        assertThat(store.list(Optional.of("shop"), Map.of("run", "r2")))
                .extracting(StoredText::text)
                .containsExactly("2");
    }

    @Test
    void seesNoConfigMapsOfOthers() {
        api.put(
                "/api/v1/namespaces/shop/configmaps/theirs",
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"theirs\"},"
                        + "\"data\":{\"text\":\"x\"}}");

        assertThat(store.read("shop", "theirs")).isEmpty();
        assertThat(store.list(Optional.empty(), Map.of())).isEmpty();
    }

    @Test
    void deletingTwiceIsFine() {
        StoredText text = store.create("shop", "j", Map.of(), "1");
        store.delete(text);

        store.delete(text);

        assertThat(store.read("shop", "j")).isEmpty();
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertThatThrownBy(() -> store.create("shop", "j", Map.of(), "x".repeat(TextStore.LARGEST + 1)))
                .hasMessageContaining("cannot store 'j': it has 262145 bytes, and a text may have 262144");
    }
}
