package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Calls;
import io.mirrorexperiment.controller.Controller;
import io.mirrorexperiment.controller.Counting;
import io.mirrorexperiment.controller.Narrating;
import io.mirrorexperiment.controller.Observer;
import io.mirrorexperiment.notify.Deliveries;
import io.mirrorexperiment.serve.OperationsServer;
import io.mirrorexperiment.telemetry.Telemetry;
import io.mirrorexperiment.telemetry.Vitals;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What those who operate a controller see of it: its metrics and health on a port, and its log. */
final class Operations implements AutoCloseable {
    private static final Vitals BEFORE = new Vitals(Vitals.Role.STANDBY, 0, 0, List.of(), false, Set.of());

    private volatile Optional<Controller> controller = Optional.empty();
    private final Optional<Telemetry> telemetry;
    private final Optional<OperationsServer> server;
    private final List<Observer> observers = new ArrayList<>();

    private Operations(Host host, OptionalInt port, boolean json) throws IOException {
        observers.add(json ? new Narrating() : new AttendingLines(host));
        if (port.isPresent()) {
            Telemetry told = new Telemetry(Clock.systemUTC(), VersionText.tag(), this::vitals);
            observers.add(new Counting(told));
            telemetry = Optional.of(told);
            server = Optional.of(OperationsServer.open(port.getAsInt(), told));
        } else {
            telemetry = Optional.empty();
            server = Optional.empty();
        }
    }

    /**
     * Begins to show.
     *
     * @throws Refusal if the port can't be had: a pod that nobody can see into must not begin to work
     */
    static Operations open(Host host, OperationsFlags flags) {
        OptionalInt port = flags.port(host);
        try {
            return new Operations(host, port, OperationsFlags.logsJson());
        } catch (IOException taken) {
            throw Refusal.usage("metrics and health cannot be shown on port " + port.getAsInt() + ": "
                    + taken.getMessage() + "; `--http-port 0` takes a port that is free");
        }
    }

    /** Who hears of requests to the API server. */
    Calls calls() {
        return telemetry
                .<Calls>map(told -> call -> told.called(call.verb(), call.resource(), call.status(), call.took()))
                .orElse(Calls.NONE);
    }

    /** Who hears how messages to others fare. */
    Deliveries deliveries() {
        return telemetry.<Deliveries>map(told -> told::notified).orElse(Deliveries.NONE);
    }

    /** Who look on. */
    List<Observer> observers() {
        return List.copyOf(observers);
    }

    /** Where it is shown; empty for nowhere. */
    Optional<String> place() {
        return server.map(open -> "metrics and health are on port " + open.port());
    }

    /** This is the one. */
    void shows(Controller begun) {
        controller = Optional.of(begun);
    }

    private Vitals vitals() {
        return controller.map(Controller::health).map(Counting::vitals).orElse(BEFORE);
    }

    @Override
    public void close() {
        server.ifPresent(OperationsServer::close);
    }
}
