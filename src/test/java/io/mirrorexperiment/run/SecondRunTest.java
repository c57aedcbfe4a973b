package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two runs on one target: the first goes on, whatever it is at; the second changes nothing and names the first. */
@Timeout(60)
class SecondRunTest {
    @ParameterizedTest
    @ValueSource(classes = {Entry.Planned.class, Entry.Deployed.class, Entry.Flowing.class, Entry.Unmirrored.class})
    void isRefusedWithTheHoldersName(Class<? extends Entry> progress) {
        try (World world = new World(Scenes.plain())) {
            Run first = world.begin(Trial.clones().in(world));
            world.drive(first, progress);
            Map<String, String> before = objects(world);
            List<Entry> entries = first.journal().entries();

            Ending refused = world.finish(world.begin(Trial.clones().in(world)));

            assertThat(refused.outcome()).isEqualTo(Outcome.NOT_STARTED);
            assertThat(refused.cause()).isEqualTo(Cause.CLAIMED);
            assertThat(refused.because()).contains(first.journal().holder()).contains("mirror-experiment abort");
            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(objects(world)).isEqualTo(before);
            assertThat(first.journal().entries()).isEqualTo(entries);
            assertThat(world.finish(first).outcome()).isEqualTo(Outcome.PROMOTED);
        }
    }

    /** All but pods, which come by themselves once a Deployment is there. */
    private static Map<String, String> objects(World world) {
        Map<String, String> objects = new TreeMap<>(world.now());
        objects.keySet().removeIf(key -> key.startsWith("pods/"));
        return objects;
    }
}
