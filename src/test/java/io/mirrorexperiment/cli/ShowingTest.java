package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.ClusterView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the command line shows and keeps, without any cluster. */
class ShowingTest {
    /** As Istio writes it by default; from the demo. */
    private static final String LINE =
            "[2026-11-21T10:45:26.447Z] \"GET /reviews/0 HTTP/1.1\" 200 - via_upstream - \"-\" 0 400 17 16 \"-\""
                    + " \"sandbox-load\" \"071f863e-3c51-4b02-9d2f-1c1b6b0e0a11\" \"reviews:9080\" \"127.0.0.1:34567\""
                    + " inbound|9080|| 127.0.0.1:0 127.0.0.1:40211 127.0.0.1:0 - default";

    @Test
    void aLineOfAnAccessLogIsCutToWhatMatters() {
        assertThat(AccessLogs.brief(LINE)).isEqualTo("45:26.447 200   17ms 071f863e GET /reviews/0");
        assertThat(AccessLogs.brief("something else")).isEqualTo("something else");
    }

    @Test
    void logsHaveAlwaysTheSameHeightAndNeverMoreColumnsThanAsked() {
        AccessLogs logs = new AccessLogs(() -> List.of(LINE, LINE), List::of, 3);

        assertThat(logs.lines(60)).hasSize(4).allSatisfy(line -> assertThat(line.length())
                .isLessThanOrEqualTo(60));
    }

    @Test
    void aSnapshotKnowsWhatTheServerWritesFromWhatPeopleWrite() throws Exception {
        Snapshot before = snapshot("{'metadata':{'name':'a','resourceVersion':'1'},'spec':{'x':[1]},'status':{'y':1}}");
        Snapshot touched = snapshot("{'metadata':{'name':'a','resourceVersion':'2','annotations':"
                + "{'mirror-experiment.io/generation':'3'}},'spec':{'x':[1]},'status':{'y':2}}");
        Snapshot changed = snapshot("{'metadata':{'name':'a'},'spec':{'x':[1,2]}}");

        assertThat(before.changes(touched)).isEmpty();
        assertThat(before.changes(changed)).containsExactly("services /a: spec.x[1]: (none) → 2");
        assertThat(before.changes(new Snapshot(Map.of()))).containsExactly("services /a: gone");
    }

    private static Snapshot snapshot(String service) throws Exception {
        ObjectNode node = (ObjectNode) new ObjectMapper().readTree(service.replace('\'', '"'));
        return Snapshot.of(new ClusterView() {
            @Override
            public List<ObjectNode> list(String resource) {
                return resource.equals("services") ? List.of(node) : List.of();
            }

            @Override
            public void onChange(Listener listener) {
                throw new UnsupportedOperationException("nothing ever changes here");
            }
        });
    }

    @Test
    void journalsOfEachApiServerHaveAFolderOfTheirOwn() {
        StateFolder folder = StateFolder.of(Map.of("XDG_STATE_HOME", "/state", "HOME", "/home/me"));

        assertThat(folder.of("https://10.0.0.1:6443/")).isEqualTo(Path.of("/state/mirror-experiment/10.0.0.1_6443"));
        assertThat(folder.of("https://api.example.com")).isEqualTo(Path.of("/state/mirror-experiment/api.example.com"));
        assertThat(StateFolder.of(Map.of("HOME", "/home/me", "XDG_STATE_HOME", "relative"))
                        .root())
                .isEqualTo(Path.of("/home/me/.local/state/mirror-experiment"));
    }
}
