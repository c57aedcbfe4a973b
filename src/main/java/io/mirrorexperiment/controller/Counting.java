package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.metrics.Call;
import io.mirrorexperiment.telemetry.Telemetry;
import io.mirrorexperiment.telemetry.Vitals;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells telemetry what a controller does. Thread-safe. */
public final class Counting implements Observer {
    private final Telemetry telemetry;
    private final Map<Address, RunId> runs = new ConcurrentHashMap<>();

    /** Tells this one. */
    public Counting(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    /** What telemetry wants to know of a controller's health. */
    public static Vitals vitals(Health health) {
        return new Vitals(
                health.leads() ? Vitals.Role.LEADER : Vitals.Role.STANDBY,
                health.due(),
                health.workers(),
                health.busySince(),
                health.current(),
                health.kinds());
    }

    @Override
    public void turned(Turned turned) {
        Journal journal = turned.now().journal();
        know(turned.object(), journal.id());
        telemetry.stood(journal, turned.news());
        telemetry.woke(turned.late());
    }

    @Override
    public void told(Address object, Stand stand) {
        stand.run().ifPresent(journal -> {
            know(object, journal.id());
            telemetry.stood(journal, List.of());
        });
    }

    @Override
    public void failed(Address object, RuntimeException trouble) {
        telemetry.failed();
    }

    @Override
    public void gone(Address object) {
        RunId run = runs.remove(object);
        if (run != null) {
            telemetry.gone(run);
        }
    }

    @Override
    public void leads(boolean leads) {
        if (!leads) {
            runs.clear();
        }
        telemetry.leads(leads);
    }

    @Override
    public void asked(Call question) {
        telemetry.asked(question.system().word(), question.status(), question.took());
    }

    /** An object has one run at a time. */
    private void know(Address object, RunId run) {
        RunId before = runs.put(object, run);
        if (before != null && !before.equals(run)) {
            telemetry.gone(before);
        }
    }
}
