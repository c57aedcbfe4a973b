package io.mirrorexperiment.notify;

import io.mirrorexperiment.experiment.Receiver;
import java.time.Duration;
import java.util.Optional;

/**
 * A message on its way to one receiver.
 *
 * @param receiver who shall have it
 * @param notice what it says
 * @param secrets where secrets are found
 * @param made attempts until now
 * @param begun when the first one was made, by {@link System#nanoTime}; 0 before it
 * @param trouble why it is not there yet; empty before the first attempt
 */
record Parcel(Receiver receiver, Notice notice, Secrets secrets, int made, long begun, Optional<String> trouble) {
    static Parcel of(Receiver receiver, Notice notice, Secrets secrets) {
        return new Parcel(receiver, notice, secrets, 0, 0, Optional.empty());
    }

    Parcel tried(long now, String because) {
        return new Parcel(receiver, notice, secrets, made + 1, made == 0 ? now : begun, Optional.of(because));
    }

    Duration since(long now) {
        return Duration.ofNanos(now - begun);
    }

    /** What nobody was told, and why; without any secret. */
    String words() {
        return "run " + notice.journal().id() + ": '"
                + notice.event().occasion().word() + "' was not delivered to " + receiver.words() + ": "
                + trouble.orElse("there was no time for it");
    }
}
