package io.mirrorexperiment.cluster;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes cluster: reads, makes, replaces and deletes objects of any kind as trees in which unknown fields and the
 * form of numbers survive.
 *
 * <p>Thread-safe. Every method that talks to the server blocks for at most twice the request timeout per request and
 * throws {@link ClusterException} for everything that the far end does. Writes are never repeated. An empty namespace of a
 * namespaced kind means {@link #namespace()}.
 */
public final class Cluster implements AutoCloseable {
    /** Our name in the managed fields of objects. */
    public static final String FIELD_MANAGER = "mirror-experiment";

    private static final Duration FRESH_CREDENTIALS = Duration.ofSeconds(10);

    private final Door door;
    private final Discovery discovery;
    private final Objects objects;
    private final Listing listing;
    private final Inquiries inquiries;
    private final Feeds feeds;

    private Cluster(Door door, ClusterOptions options, Calls calls) {
        this.door = door;
        Wire wire = new Wire(door, options.requestTimeout(), calls);
        this.discovery = new Discovery(wire);
        this.objects = new Objects(wire, discovery, namespace());
        this.listing = new Listing(wire, discovery);
        this.inquiries = new Inquiries(wire, discovery, listing);
        this.feeds = new Feeds(door, discovery);
    }

    /**
     * Finds the server and the credentials as kubectl does; sends nothing yet.
     *
     * @throws ClusterException {@code UNCONFIGURED}, if they cannot be found
     */
    public static Cluster connect(ClusterOptions options) {
        return connect(options, Calls.NONE);
    }

    /**
     * The same for a host that counts what it asks.
     *
     * @throws ClusterException {@code UNCONFIGURED}, if they cannot be found
     */
    public static Cluster connect(ClusterOptions options, Calls calls) {
        return connect(options, Surroundings.ofThisProcess(), FRESH_CREDENTIALS, calls);
    }

    static Cluster connect(ClusterOptions options, Surroundings around, Duration freshCredentials) {
        return connect(options, around, freshCredentials, Calls.NONE);
    }

    private static Cluster connect(
            ClusterOptions options, Surroundings around, Duration freshCredentials, Calls calls) {
        return new Cluster(new Door(options, around, freshCredentials), options, calls);
    }

    /** The namespace that kubectl would use. */
    public String namespace() {
        return door.access().namespace();
    }

    /** The server's address, for messages. */
    public String server() {
        return door.server();
    }

    /** Who we are, for people to read: what the server says, else what the kubeconfig calls us; never fails. */
    public String user() {
        return inquiries.userByServer().or(() -> door.access().user()).orElse("an unknown user");
    }

    /** The object as it is now; empty if there is none. */
    public Optional<Manifest> read(Address address) {
        return objects.read(address);
    }

    /**
     * Objects of a kind.
     *
     * @param namespace empty for all namespaces
     * @param labels that an object must have; empty for any
     */
    public List<Manifest> list(Kind kind, Optional<String> namespace, Map<String, String> labels) {
        return listing.list(
                discovery.get(kind), namespace.orElse(""), Map.of("labelSelector", Selector.ofLabels(labels)));
    }

    /**
     * Tells of the objects of a kind from now on.
     *
     * @param namespace empty for all namespaces
     * @param selector of labels, as kubectl takes it; empty for any
     * @throws ClusterException {@code NOT_SERVED} if the server has no such kind
     */
    public Feed feed(Kind kind, Optional<String> namespace, String selector, Ear ear) {
        return feeds.open(kind, namespace, selector, ear);
    }

    /** Whether the server serves a kind, in whatever version; a yes is remembered, a no is asked again. */
    public boolean serves(Kind kind) {
        return discovery.find(kind).isPresent();
    }

    /**
     * The kind that kubectl would take a word for, as in {@code deploy}, {@code ksvc} or {@code virtualservices.networking.istio.io}; empty
     * if the server serves none of that name.
     */
    public Optional<Kind> kind(String word) {
        return discovery.named(word);
    }

    /** The pods that a workload's selector, or a Service's, matches; none if it selects nothing. */
    public List<Manifest> pods(Manifest workload) {
        String namespace = workload.namespace().isEmpty() ? namespace() : workload.namespace();
        return Selector.ofWorkload(workload)
                .map(selector -> listing.list(discovery.get(Kind.POD), namespace, Map.of("labelSelector", selector)))
                .orElse(List.of());
    }

    /**
     * Makes an object.
     *
     * @return the object as the server stored it
     * @throws ClusterException {@code ALREADY_EXISTS}, {@code REFUSED}, …
     */
    public Manifest create(Manifest manifest) {
        return objects.create(manifest);
    }

    /**
     * Replaces an object, if it still has the resource version that {@code after} carries.
     *
     * @return the object as the server stored it
     * @throws ClusterException {@code CONFLICT} if it was changed or deleted since it was read
     * @throws IllegalArgumentException if it carries no resource version
     */
    public Manifest replace(Manifest after) {
        return objects.replace(after);
    }

    /** Likewise; of the stored object only what every object has is surely returned: its name, labels and versions. */
    public Manifest replaceBriefly(Manifest after) {
        return objects.replaceBriefly(after);
    }

    /**
     * Replaces the status of an object, if it still has the resource version that {@code after} carries; nothing else of it.
     *
     * @return the object as the server stored it
     * @throws ClusterException {@code CONFLICT} if it was changed or deleted since it was read
     */
    public Manifest replaceStatus(Manifest after) {
        return objects.replaceStatus(after);
    }

    /**
     * Deletes an object, if it still has the uid that it was read with; what belongs to it follows in the background. It is
     * fine if it is not there.
     *
     * @throws ClusterException {@code CONFLICT} if another object has its name by now
     * @throws IllegalArgumentException if it carries no uid
     */
    public void delete(Manifest manifest) {
        objects.delete(manifest, false);
    }

    /** As {@link #delete}, but only if the object was not changed since it was read. */
    void deleteUnchanged(Manifest manifest) {
        objects.delete(manifest, true);
    }

    /**
     * Makes a change that a pure room asks for.
     *
     * @return the object as the server stored it; for a deletion, as it was read
     */
    public Manifest apply(Change change) {
        if (change instanceof Change.Create create) {
            return create(create.manifest());
        }
        if (change instanceof Change.Update update) {
            return replace(update.after().with(update.before().resourceVersion(), "metadata", "resourceVersion"));
        }
        Manifest doomed = ((Change.Delete) change).manifest();
        delete(doomed);
        return doomed;
    }

    /** The newest warnings about an object, newest first, as {@code reason: message}; empty if they cannot be had. */
    public List<String> events(Address address) {
        return inquiries.warnings(address);
    }

    /**
     * Whether we have the right to do something with objects of a kind (by SelfSubjectAccessReview).
     *
     * @param verb as in RBAC: {@code get}, {@code list}, {@code create}, {@code update}, {@code delete}, …
     */
    public boolean may(String verb, Kind kind, String namespace) {
        return may(verb, kind, namespace, Optional.empty());
    }

    /**
     * As {@link #may(String, Kind, String)}, for one object: a rule may be limited to names.
     *
     * @param namespace empty for all namespaces
     * @param name the object's; empty for whichever
     */
    public boolean may(String verb, Kind kind, String namespace, Optional<String> name) {
        return inquiries.may(verb, kind, namespace, name);
    }

    /**
     * As {@link #may(String, Kind, String)}, for a part of objects, as {@code log} of pods.
     *
     * @param part the subresource
     */
    public boolean mayPart(String verb, Kind kind, String part, String namespace) {
        return inquiries.mayPart(verb, kind, part, namespace);
    }

    /**
     * What a container of a pod wrote, oldest first.
     *
     * @param since whole seconds count
     * @param most bytes; what is longer lacks its end
     * @throws ClusterException {@code REFUSED} also if the container has not started yet
     */
    public String log(Address pod, String container, Instant since, long most) {
        return inquiries.log(pod, container, since, most);
    }

    /**
     * What a pod exposes to Prometheus, read through the API server's proxy.
     *
     * @param path with a leading slash
     * @throws ClusterException {@code UNREACHABLE} also if the pod does not take the connection
     */
    public String exposition(Address pod, int port, String path) {
        return inquiries.exposition(pod, port, path);
    }

    /** What the objects of a kind are called in RBAC rules, as in {@code virtualservices}. */
    public String plural(Kind kind) {
        return discovery.get(kind).plural();
    }

    /** A decoded text of a Secret; empty if the Secret or the key is not there. */
    public Optional<String> secret(String namespace, String name, String key) {
        Address address = new Address(Kind.SECRET, namespace, name);
        Optional<String> coded = read(address).flatMap(secret -> secret.text("data", key));
        try {
            return coded.map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException undecodable) {
            throw new ClusterException(
                    ClusterException.Reason.REFUSED, "cannot decode key '" + key + "' of " + address.words());
        }
    }

    /** The server's clock, by the {@code Date} header of an answer of now: cut to whole seconds; empty if it sends none. */
    public Optional<Instant> serverTime() {
        return inquiries.serverTime();
    }

    /** Ends what is under way and closes the connections. */
    @Override
    public void close() {
        feeds.close();
        door.close();
    }

    @Override
    public String toString() {
        return "Cluster " + server();
    }
}
