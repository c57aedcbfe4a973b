package io.mirrorexperiment.real;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A time in which programs of the bed are not there. They are back, whatever happens, when it is closed. */
final class Outage implements AutoCloseable {
    private static final int SECONDS = 180;

    private final Bed bed;
    private final List<String> programs;
    private Optional<Webhook> webhook = Optional.empty();

    private Outage(Bed bed, List<String> programs) {
        this.bed = bed;
        this.programs = programs;
    }

    /** Stops programs, in this order; they start again in the reverse one. */
    static Outage of(Bed bed, String... programs) {
        Outage outage = new Outage(bed, List.of(programs));
        outage.programs.forEach(program -> outage.command("stop", program));
        return outage;
    }

    private void command(String word, String program) {
        Bed.Said.of(List.of(bed.fact("commands") + "/" + word, program), SECONDS)
                .mustSucceed();
    }

    /** It goes on for that much longer. */
    void lasts(Duration time) {
        Patiently.pass(time);
    }

    /** From now on edits need no istiod: its webhooks let everything through, as where they were never installed. */
    Outage unguarded() {
        webhook = Optional.of(Webhook.open(bed));
        return this;
    }

    @Override
    public void close() {
        webhook.ifPresent(Webhook::close);
        for (int i = programs.size() - 1; i >= 0; i--) {
            command("start", programs.get(i));
        }
    }
}
