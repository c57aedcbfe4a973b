package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.PodRuntime.LogLine;
import io.mirrorexperiment.sandbox.PodRuntime.RunningPod;
import io.mirrorexperiment.sandbox.PodRuntime.State;
import io.mirrorexperiment.sandbox.ScrapeTarget;
import io.mirrorexperiment.sandbox.mesh.ImageProfile.Call;
import io.mirrorexperiment.sandbox.shell.Net;
import io.mirrorexperiment.sandbox.shell.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** A pod from its start to its end. Its containers start when the timer says so and are tried again if they fail. */
final class PodProcess implements RunningPod, Endpoint {
    private final PodSpec spec;
    private final Fabric fabric;
    private final Profiles profiles;
    private final LogBook appLog;
    private final Proxy proxy;
    private volatile Map<String, String> labels;
    private volatile Optional<PodDoors> doors = Optional.empty();
    private volatile Optional<Chore> chore = Optional.empty();
    private volatile String failure = "";
    private volatile boolean stopped;
    private volatile int tries;

    PodProcess(PodSpec spec, Fabric fabric, Profiles profiles) {
        this.spec = spec;
        this.fabric = fabric;
        this.profiles = profiles;
        this.labels = spec.labels();
        this.appLog = new LogBook(fabric.options().clock());
        this.proxy = Proxy.of(spec.peer(), spec.labels(), fabric);
    }

    PodSpec spec() {
        return spec;
    }

    boolean isStopped() {
        return stopped;
    }

    void relabel(Map<String, String> other) {
        labels = other;
    }

    /** How long the containers take from now, or from the last failure, until {@link #tryToOpen} may succeed. */
    Duration untilNextTry() {
        Optional<ImageProfile> known = profiles.find(spec.image());
        if (tries == 0 && (known.isPresent() || isChore())) {
            return known.orElse(ImageProfile.STEADY).startUp();
        }
        return Duration.ofSeconds(Math.min(60, 1L << Math.min(tries, 6)));
    }

    /**
     * Starts the containers if their image lets them.
     *
     * @return whether it is settled: the pod runs, or was stopped meanwhile
     */
    synchronized boolean tryToOpen() {
        if (stopped || doors.isPresent()) {
            return true;
        }
        tries++;
        if (hindrance().isEmpty()) {
            open();
        }
        return doors.isPresent();
    }

    private void open() {
        try {
            if (isChore()) {
                openChore();
                return;
            }
            doors = Optional.of(
                    profile().tcp()
                            ? PodDoors.ofTcp(spec, tcpApp(), proxy, this)
                            : spec.sidecar()
                                    ? PodDoors.meshed(spec, this::app, proxy, this)
                                    : PodDoors.plain(
                                            spec,
                                            this::app,
                                            fabric.demand(),
                                            new PlainClient(fabric, spec.namespace(), proxy.caller())));
            appLog.write("listening on port " + spec.port());
        } catch (RuntimeException e) {
            failure = String.valueOf(e.getMessage());
        }
    }

    /** An image that has a profile serves requests, whatever it is called. */
    private boolean isChore() {
        return spec.chore().isPresent() && profiles.find(spec.image()).isEmpty();
    }

    private void openChore() {
        List<Entrance> all = new ArrayList<>();
        OptionalInt stats = OptionalInt.empty();
        Net net = PodNet.past(new PlainClient(fabric, spec.namespace(), proxy.caller()));
        if (spec.sidecar()) {
            Origin origin = new Origin(true, 80, spec.namespace(), spec.labels());
            Door out = Door.open("out-" + spec.name(), new OutboundProxy(proxy, origin)::fromApp);
            Door metrics = proxy.statsDoor();
            all.addAll(List.of(out, metrics));
            stats = OptionalInt.of(metrics.port());
            net = PodNet.through(proxy, out.port());
        }
        MeshOptions options = fabric.options();
        ChoreSpec wanted = spec.chore().orElseThrow();
        Surroundings around =
                new Surroundings(wanted.environment(), net, spec.namespace(), wanted.account(), options.speed());
        chore = Optional.of(Chore.start(spec.name(), wanted, around, appLog, options.clock()));
        doors = Optional.of(PodDoors.ofChore(all, stats));
    }

    private AppServer app(BiFunction<Call, Fields, Answer> downstream) {
        return new AppServer(
                spec.peer(),
                this::profile,
                fabric.dice().stream("app " + spec.image()),
                fabric.strains(),
                downstream,
                appLog);
    }

    private TcpApp tcpApp() {
        return new TcpApp(this::profile, fabric.dice().stream("app " + spec.image()), appLog);
    }

    private ImageProfile profile() {
        return profiles.find(spec.image()).orElse(ImageProfile.STEADY);
    }

    /** The reason why no container of the image becomes ready. */
    private Optional<String> hindrance() {
        Optional<ImageProfile> profile = profiles.find(spec.image());
        if (isChore()) {
            return Optional.empty();
        }
        return profile.isEmpty()
                ? Optional.of("ImagePullBackOff")
                : profile.get().neverReady();
    }

    @Override
    public String ip() {
        return "127.0.0.1";
    }

    @Override
    public State state() {
        String imageId = profiles.imageId(spec.image());
        if (chore.isPresent()) {
            return state(chore.get().stage(), imageId);
        }
        if (stopped || doors.isPresent()) {
            return new State(!stopped, imageId, "", "", 0);
        }
        Optional<String> reason = failure.isEmpty() ? hindrance() : Optional.of("CrashLoopBackOff");
        boolean crashes = reason.filter("CrashLoopBackOff"::equals).isPresent();
        boolean pulled =
                profiles.find(spec.image()).isPresent() && !reason.orElse("").contains("Image");
        return new State(
                false,
                pulled ? imageId : "",
                reason.orElse(""),
                reason.map(this::sentence).orElse(""),
                crashes ? tries : 0);
    }

    private State state(Chore.Stage stage, String imageId) {
        boolean runs = !stopped && !stage.resting() && stage.ended().isEmpty();
        String reason = stage.resting() ? "CrashLoopBackOff" : "";
        String message = stage.resting() ? sentence(reason) : "";
        return new State(runs, imageId, reason, message, stage.restarts(), stage.ended());
    }

    private String sentence(String reason) {
        if (reason.equals("CrashLoopBackOff")) {
            String why = failure.isEmpty() ? "" : ": " + failure;
            return "back-off " + untilNextTry().toSeconds() + "s restarting failed container=" + spec.container()
                    + " pod=" + spec.name() + "_" + spec.namespace() + why;
        }
        return reason.contains("Image")
                ? "Back-off pulling image \"" + spec.image() + "\""
                : "container " + spec.container() + " does not start";
    }

    @Override
    public Optional<List<LogLine>> logs(String container) {
        if (container.equals(spec.container())) {
            return Optional.of(appLog.lines());
        }
        if (spec.revision().isPresent() && container.equals(RevisionName.QUEUE)) {
            return Optional.of(List.of());
        }
        boolean sidecar = spec.sidecar() && container.equals(PodSpec.SIDECAR);
        return sidecar ? Optional.of(proxy.log().lines()) : Optional.empty();
    }

    @Override
    public Optional<String> get(int port, String path) {
        boolean listens = !stopped && port == Proxy.STATUS_PORT && path.equals(Proxy.STATS);
        return listens
                        && doors.flatMap(open -> open.stats().stream().boxed().findFirst())
                                .isPresent()
                ? Optional.of(Proxy.BUILD + proxy.metrics().exposition())
                : Optional.empty();
    }

    @Override
    public void stop() {
        if (markStopped()) {
            Thread end = new Thread(this::close, "stop-" + spec.name());
            end.setDaemon(true);
            end.start();
        }
    }

    private synchronized boolean markStopped() {
        boolean first = !stopped;
        stopped = true;
        fabric.endpoints().remove(this);
        return first;
    }

    /** Ends the pod and waits until it has ended, some seconds at most. */
    void close() {
        markStopped();
        chore.ifPresent(Chore::stop);
        doors.ifPresent(PodDoors::closeGently);
        proxy.close();
    }

    @Override
    public Peer peer() {
        return spec.peer();
    }

    @Override
    public Map<String, String> labels() {
        return labels;
    }

    @Override
    public boolean meshed() {
        return spec.sidecar();
    }

    @Override
    public OptionalInt doorFor(int containerPort) {
        Optional<PodDoors> open = doors;
        return stopped || open.isEmpty() ? OptionalInt.empty() : open.get().front();
    }

    /** Where the metrics of its sidecar and of its queue-proxy are read, while it runs and has them. */
    List<ScrapeTarget> scrapeTargets() {
        Optional<PodDoors> open = stopped ? Optional.empty() : doors;
        List<ScrapeTarget> targets = new ArrayList<>();
        open.map(PodDoors::stats)
                .orElse(OptionalInt.empty())
                .ifPresent(port -> targets.add(ScrapeTarget.ofPod(port, spec.namespace(), spec.name(), labels)));
        open.map(PodDoors::queue)
                .orElse(OptionalInt.empty())
                .ifPresent(port -> targets.add(ScrapeTarget.ofQueueProxy(port, spec.namespace(), spec.name())));
        return targets;
    }
}
