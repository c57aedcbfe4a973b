package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterTest {
    private static final Ongoing ONE =
            new Ongoing("default.reviews-v2.1", "gate 1", "shop/gate#12", "a-1", "prod", "prom", true);
    private static final Ongoing TWO = new Ongoing("default.ratings-v2.3", "gate 2", "gate#1", "b-2", "", "", false);

    @Test
    void whatWasAddedIsThereUntilItIsStruckOff(@TempDir Path folder) throws IOException {
        Register register = new Register(folder.resolve("deep/down"));
        assertThat(register.all()).isEmpty();

        register.add(ONE);
        register.add(TWO);
        register.add(TWO);
        assertThat(register.all()).containsExactlyInAnyOrder(ONE, TWO);

        register.remove(ONE);
        register.remove(ONE);
        assertThat(new Register(folder.resolve("deep/down")).all()).containsExactly(TWO);
    }

    @Test
    void aFileThatCannotBeReadHidesNoOther(@TempDir Path folder) throws IOException {
        Register register = new Register(folder);
        register.add(ONE);
        Files.writeString(folder.resolve("broken.json"), "{\"run\":");

        assertThat(register.all()).containsExactly(ONE);
        assertThat(folder.resolve("broken.json")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"run\":\"no id\",\"build\":\"b\",\"place\":\"p\"}", "{\"unknown\":1}"})
    void whatIsNoEntryIsRefused(String text) {
        assertThatThrownBy(() -> Ongoing.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
