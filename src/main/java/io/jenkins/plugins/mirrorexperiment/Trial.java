package io.jenkins.plugins.mirrorexperiment;

import io.mirrorexperiment.run.HostFiles;
import io.mirrorexperiment.run.MetricsTrial;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.SpecReader;
import io.mirrorexperiment.spec.SpecResult;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tries a metrics profile out: signs in and asks a question, as a run would. */
final class Trial {
    private static final List<String> REST = List.of(
            "metadata.name=trial",
            "spec.service=trial",
            "spec.live.version=v1",
            "spec.dark.version=v2",
            "spec.dark.image=trial",
            "spec.objectives=[{metric: error-rate, upperLimit: 0.01}]");

    private Trial() {}

    /** What is wrong; empty if the system answers. */
    static Optional<String> of(String override, MetricsProfile profile, Clock clock) {
        List<String> words = new ArrayList<>(REST);
        words.add(override);
        SpecResult result = new SpecReader(SpecFiles.none()).read(Map.of(), words);
        if (result instanceof SpecResult.Invalid invalid) {
            return Optional.of(invalid.mistakes().get(0).toString());
        }
        return MetricsTrial.trouble(((SpecResult.Valid) result).experiment().metrics(), new Secrets(profile), clock);
    }

    private record Secrets(MetricsProfile profile) implements HostFiles {
        @Override
        public byte[] read(String path) throws IOException {
            throw new IOException("a profile has no files");
        }

        @Override
        public String credential(String id) throws IOException {
            ProfilePart part = ProfilePart.of(id, profile.getName())
                    .orElseThrow(() -> new IOException("the profile has no " + id));
            return profile.secret(part);
        }
    }
}
