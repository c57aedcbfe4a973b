package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.mesh.ImageProfile.Call;
import io.mirrorexperiment.sandbox.mesh.ImageProfile.Strain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** A workload's own server: takes as long and fails as often as its image's profile says. */
final class AppServer implements Door.Visitor {
    /** What an app passes on to the services it calls, as Bookinfo's do and the travel agency's, so that a request can be followed. */
    private static final List<String> PASSED_ON =
            List.of(Request.REQUEST_ID, "user-agent", "end-user", "x-b3-traceid", "portal");

    private final Peer self;
    private final Supplier<ImageProfile> profile;
    private final Random chance;
    private final StrainLedger strains;
    private final BiFunction<Call, Fields, Answer> downstream;
    private final LogBook log;

    /**
     * A server that is not yet behind a door.
     *
     * @param downstream sends a call with headers to another service
     */
    AppServer(
            Peer self,
            Supplier<ImageProfile> profile,
            Random chance,
            StrainLedger strains,
            BiFunction<Call, Fields, Answer> downstream,
            LogBook log) {
        this.self = self;
        this.profile = profile;
        this.chance = chance;
        this.strains = strains;
        this.downstream = downstream;
        this.log = log;
    }

    /** What chance decides for one request; always the same number of draws, so that the n-th request is the n-th. */
    private record Lot(Duration latency, boolean fails, boolean stalls, double strained) {}

    @Override
    public Answer answer(Request request) {
        long from = System.nanoTime();
        ImageProfile now = profile.get();
        now.strain().ifPresent(strains::note);
        Lot lot = draw(now);
        Optional<Strain> suffered = strains.on(self.workload());
        pause(lot.latency());
        pause(lot.stalls() ? ImageProfile.STALL : Duration.ZERO);
        pause(suffered.map(Strain::slower).orElse(Duration.ZERO));
        boolean called = callAll(now, request);
        boolean strained =
                suffered.map(strain -> lot.strained() < strain.errors()).orElse(false);
        Answer answer = answer(request, now, called && !lot.fails() && !strained);
        now.strain().ifPresent(strains::note);
        note(request, answer, from);
        return answer;
    }

    private Lot draw(ImageProfile now) {
        synchronized (chance) {
            Duration latency = now.latency().draw(chance);
            return new Lot(
                    latency,
                    chance.nextDouble() < now.errors(),
                    chance.nextDouble() < now.stalls(),
                    chance.nextDouble());
        }
    }

    private boolean callAll(ImageProfile now, Request request) {
        boolean well = true;
        for (Call call : now.calls()) {
            well &= downstream.apply(call, passedOn(request)).status() < 500;
        }
        return well;
    }

    private static Fields passedOn(Request request) {
        return new Fields(request.headers().stream()
                .filter(field -> PASSED_ON.stream().anyMatch(field::named))
                .toList());
    }

    private Answer answer(Request request, ImageProfile now, boolean well) {
        Fields headers = Fields.of("content-type", request.grpc() ? "application/grpc" : "text/plain")
                .plus("x-served-by", self.workload());
        if (request.grpc()) {
            // gRPC tells of failure in its own status (13, internal), never in HTTP's.
            return new Answer(200, headers.plus("grpc-status", well ? "0" : "13"), Payload.EMPTY);
        }
        String text = self.workload() + (well ? " " : " failed ");
        return new Answer(well ? 200 : now.errorStatus(), headers, filled(text, now.responseSize()));
    }

    private static Payload filled(String text, int size) {
        return Payload.of(size <= text.length() ? text.substring(0, size) : text + ".".repeat(size - text.length()));
    }

    private void note(Request request, Answer answer, long from) {
        long millis = (System.nanoTime() - from) / 1_000_000;
        String id = request.headers().first(Request.REQUEST_ID).orElse("-");
        log.write(request.method() + " " + request.path() + " " + answer.status() + " " + millis + " ms id=" + id);
    }

    private static void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (until - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
