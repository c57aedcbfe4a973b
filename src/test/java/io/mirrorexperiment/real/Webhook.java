package io.mirrorexperiment.real;

import java.util.List;

/**
 * Istio's validating webhooks while istiod is away: they let everything through, as where they were never installed, instead of refusing
 * every edit. They refuse again when this is closed. istiod itself would set them back, so it must be away already.
 */
final class Webhook implements AutoCloseable {
    private static final String PATCH =
            "[{\"op\": \"replace\", \"path\": \"/webhooks/0/failurePolicy\", \"value\": \"%s\"}]";

    private final Bed bed;
    private final List<String> names;

    private Webhook(Bed bed) {
        this.bed = bed;
        this.names = bed.kubectl("get", "validatingwebhookconfigurations", "-l", "app=istiod", "-o", "name")
                .lines()
                .toList();
    }

    /** From now on edits need no istiod. */
    static Webhook open(Bed bed) {
        Webhook webhook = new Webhook(bed);
        webhook.set("Ignore");
        return webhook;
    }

    private void set(String policy) {
        names.forEach(name -> bed.kubectl("patch", name, "--type=json", "-p", PATCH.formatted(policy)));
    }

    @Override
    public void close() {
        set("Fail");
    }
}
