package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.ClusterView;
import io.mirrorexperiment.sandbox.kube.control.Controllers;
import io.mirrorexperiment.sandbox.kube.knative.Knative;
import io.mirrorexperiment.sandbox.kube.store.Deletion;
import io.mirrorexperiment.sandbox.kube.store.Kind;
import io.mirrorexperiment.sandbox.kube.store.Kinds;
import io.mirrorexperiment.sandbox.kube.store.PatchForm;
import io.mirrorexperiment.sandbox.kube.store.Registry;
import io.mirrorexperiment.sandbox.kube.store.Store;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import io.mirrorexperiment.sandbox.kube.wire.HttpDoor;
import java.io.IOException;
import java.util.List;

/**
 * A Kubernetes API server in memory, on loopback HTTP, with the controllers that bring Deployments to life. Thread-safe;
 * all its threads end on {@link #close}.
 */
public final class KubeApi implements AutoCloseable {
    private final Registry registry;
    private final Tokens tokens = new Tokens();
    private final Faults faults = new Faults();
    private final StoreView view;
    private final Controllers controllers;
    private final HttpDoor door;
    private final boolean guarded;

    private KubeApi(KubeOptions options) {
        Store store = new Store(options.history());
        Kinds kinds = Kinds.standard(options::offers);
        this.guarded = options.rbac();
        this.registry = new Registry(store, kinds, options.clock());
        this.view = new StoreView(store, kinds);
        this.controllers = Controllers.start(
                registry, options.clock(), options.pods(), options.haste(), cluster -> options.knative().stream()
                        .flatMap(settings -> Knative.controllers(cluster, settings, options.pods()).stream())
                        .toList());
        Access access = new Access(store, kinds, options.rbac());
        Logs logs = new Logs(store, options.clock(), controllers::running);
        PodProxy proxy = new PodProxy(store, controllers::running);
        Verbs verbs = new Verbs(registry, access, options.clock(), logs, proxy);
        this.door = HttpDoor.open(options.port(), options.clock(), new Front(faults, tokens, access, kinds, verbs));
    }

    /** Starts a cluster with the namespaces default and kube-system, and with what Knative needs if it is wanted. */
    public static KubeApi start(KubeOptions options) {
        KubeApi api = new KubeApi(options);
        api.apply("""
                {apiVersion: v1, kind: Namespace, metadata: {name: default}}
                ---
                {apiVersion: v1, kind: Namespace, metadata: {name: kube-system}}
                """);
        options.knative().ifPresent(settings -> api.apply(Knative.manifest()));
        return api;
    }

    /** Where the API server listens, as in {@code http://127.0.0.1:43210}. */
    public String url() {
        return "http://127.0.0.1:" + door.port();
    }

    /**
     * A kubeconfig of a user who may do everything: YAML text with the context {@code sandbox}. With access control the
     * server's address carries the token too, because kubectl sends no bearer tokens without TLS.
     */
    public String kubeconfig() {
        return kubeconfig(Caller.ADMIN, "sandbox-admin", "default");
    }

    /** A kubeconfig of a service account, which may do what its roles say; the account needn't exist. */
    public String kubeconfigFor(String namespace, String serviceAccount) {
        return kubeconfig(Caller.serviceAccount(namespace, serviceAccount), serviceAccount, namespace);
    }

    /** The objects, for the data plane. */
    public ClusterView view() {
        return view;
    }

    /** Arranges for requests to go wrong. */
    public Faults faults() {
        return faults;
    }

    /**
     * Creates objects, or merges them into those of the same name; without access control and field ownership.
     *
     * @param yaml any number of YAML (or JSON) documents; objects without a namespace go to default
     * @throws IllegalArgumentException if the text is not YAML or names an unknown kind
     * @throws io.mirrorexperiment.sandbox.kube.store.Refusal if the cluster refuses an object
     */
    public void apply(String yaml) {
        documents(yaml).forEach(this::apply);
    }

    /**
     * Deletes the objects that a text names, and what they own after them; those that are gone already are passed over.
     *
     * @param yaml as for {@link #apply}
     * @throws IllegalArgumentException likewise
     */
    public void delete(String yaml) {
        for (ObjectNode object : documents(yaml)) {
            Kind kind = kind(object);
            if (registry.store()
                    .find(kind, Tree.namespace(object), Tree.name(object))
                    .isPresent()) {
                registry.delete(kind, Tree.namespace(object), Tree.name(object), Deletion.usual());
            }
        }
    }

    /** Ends connections, controllers and pods, and waits for their threads. Idempotent. */
    @Override
    public void close() {
        door.close();
        controllers.close();
        view.close();
    }

    private String kubeconfig(Caller caller, String user, String namespace) {
        String token = tokens.of(caller);
        String server = guarded ? url().replace("://", "://" + user + ":" + token + "@") : url();
        return Kubeconfig.text(server, user, token, namespace);
    }

    /** The kind of an object, which is in namespace default from here on if it has to be in one and says none. */
    private Kind kind(ObjectNode object) {
        String apiVersion = Tree.text(object, "apiVersion");
        String kindName = Tree.text(object, "kind");
        Kind kind = registry.kinds()
                .named(apiVersion, kindName)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no matches for kind \"" + kindName + "\" in version \"" + apiVersion + "\""));
        if (kind.namespaced() && Tree.namespace(object).isEmpty()) {
            Tree.within(object, "metadata").put("namespace", "default");
        }
        return kind;
    }

    private void apply(ObjectNode object) {
        Kind kind = kind(object);
        boolean there = registry.store()
                .find(kind, Tree.namespace(object), Tree.name(object))
                .isPresent();
        if (there) {
            registry.update(
                    kind,
                    Tree.namespace(object),
                    Tree.name(object),
                    Registry.Part.WHOLE,
                    old -> PatchForm.MERGE.apply(object, old),
                    false);
        } else {
            registry.create(kind, object, false);
        }
    }

    private static List<ObjectNode> documents(String yaml) {
        try {
            return Tree.yaml(yaml);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("not YAML: " + unreadable.getMessage(), unreadable);
        }
    }
}
