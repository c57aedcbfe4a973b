package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Deletion;
import io.mirrorexperiment.sandbox.kube.store.Kind;
import io.mirrorexperiment.sandbox.kube.store.Ownership;
import io.mirrorexperiment.sandbox.kube.store.PatchForm;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Registry;
import io.mirrorexperiment.sandbox.kube.store.Registry.Part;
import io.mirrorexperiment.sandbox.kube.store.ServerSideApply;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import io.mirrorexperiment.sandbox.kube.wire.Request;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The verbs that change something. */
final class Writes {
    private final Registry registry;
    private final Listing listing;

    Writes(Registry registry, Listing listing) {
        this.registry = registry;
        this.listing = listing;
    }

    ObjectNode create(Request request, Address address) {
        ObjectNode object = Answers.object(request);
        if (!address.isCollection()) {
            throw Refusal.of(
                    405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
        }
        refuseStranger(address, object);
        if (address.kind().namespaced()) {
            Tree.within(object, "metadata").put("namespace", address.namespace());
        }
        ObjectNode made =
                manager(request).map(name -> Ownership.made(object, name)).orElse(object);
        return registry.create(address.kind(), made, dryRun(request));
    }

    ObjectNode replace(Request request, Address address) {
        ObjectNode body = Answers.object(request);
        if (!address.part().equals("scale")) {
            refuseStranger(address, body);
        }
        return change(request, address, old -> address.part().equals("scale") ? Scale.into(old, body) : body);
    }

    ObjectNode patch(Request request, Address address) {
        PatchForm form = PatchForm.of(request.header("content-type").orElse(""), address.kind());
        JsonNode patch = form.read(request.body().text());
        if (form == PatchForm.APPLY) {
            return apply(request, address, (ObjectNode) patch);
        }
        return change(request, address, old -> patched(form, patch, address, old));
    }

    ObjectNode delete(Request request, Address address) {
        ObjectNode left = remove(address.kind(), address.namespace(), address.name(), deletion(request));
        return registry.isGone(address.kind(), left) ? success(address.kind(), left) : shown(address, left);
    }

    ObjectNode deleteAll(Request request, Address address) {
        Deletion how = deletion(request);
        Kind kind = address.kind();
        Listing.Page page = listing.page(request, address);
        page.objects().forEach(object -> remove(kind, Tree.namespace(object), Tree.name(object), how));
        ObjectNode list = Tree.object();
        list.put("kind", kind.kind() + "List").put("apiVersion", kind.apiVersion(address.version()));
        list.set("metadata", page.metadata());
        page.objects().forEach(object -> Tree.listIn(list, "items").add(shown(address, object)));
        return list;
    }

    private ObjectNode apply(Request request, Address address, ObjectNode config) {
        String manager = request.parameter("fieldManager")
                .filter(name -> !name.isEmpty())
                .orElseThrow(() -> Refusal.badRequest(
                        "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply"
                                + " patch"));
        refuseStranger(address, config);
        Tree.within(config, "metadata").put("name", address.name());
        if (address.kind().namespaced()) {
            Tree.within(config, "metadata").put("namespace", address.namespace());
        }
        return new ServerSideApply(registry, manager, request.flag("force"))
                .apply(address.kind(), config, part(address), dryRun(request));
    }

    private ObjectNode patched(PatchForm form, JsonNode patch, Address address, ObjectNode old) {
        if (address.part().equals("scale")) {
            ObjectNode scale = form.apply(patch, Scale.of(old));
            return Scale.into(old, scale);
        }
        return form.apply(patch, old);
    }

    private ObjectNode change(Request request, Address address, UnaryOperator<ObjectNode> change) {
        return registry.update(
                address.kind(),
                address.namespace(),
                address.name(),
                part(address),
                old -> owned(request, old, change),
                dryRun(request));
    }

    /** Writers that do not say who they are own nothing here. */
    private static ObjectNode owned(Request request, ObjectNode old, UnaryOperator<ObjectNode> change) {
        ObjectNode before = old.deepCopy();
        ObjectNode wanted = change.apply(old);
        return manager(request)
                .map(name -> Ownership.changed(before, wanted, name))
                .orElse(wanted);
    }

    private static Optional<String> manager(Request request) {
        return request.parameter("fieldManager").filter(name -> !name.isEmpty());
    }

    private ObjectNode remove(Kind kind, String namespace, String name, Deletion how) {
        return registry.delete(kind, namespace, name, how);
    }

    private static Part part(Address address) {
        return switch (address.part()) {
            case "", "scale", "finalize" -> Part.WHOLE;
            case "status" -> Part.STATUS;
            default -> throw Refusal.of(404, "NotFound", "the server could not find the requested resource");
        };
    }

    private static Deletion deletion(Request request) {
        return Deletion.of(
                Answers.options(request),
                request.parameter("propagationPolicy"),
                request.parameter("gracePeriodSeconds"),
                dryRun(request));
    }

    private static boolean dryRun(Request request) {
        Optional<String> value = request.parameter("dryRun").filter(text -> !text.isEmpty());
        value.filter(text -> !text.equals("All")).ifPresent(text -> {
            throw Refusal.badRequest(
                    "Invalid value: \"" + text + "\": dryRun: Unsupported value: supported values: \"All\"");
        });
        return value.isPresent();
    }

    private static void refuseStranger(Address address, ObjectNode object) {
        String apiVersion = address.kind().apiVersion(address.version());
        if (!Tree.text(object, "kind").equals(address.kind().kind())
                || !Tree.text(object, "apiVersion").equals(apiVersion)) {
            throw Refusal.badRequest("the API version in the data (" + Tree.text(object, "apiVersion") + "/"
                    + Tree.text(object, "kind") + ") does not match the expected API version (" + apiVersion + "/"
                    + address.kind().kind() + ")");
        }
        String namespace = Tree.namespace(object);
        if (address.kind().namespaced() && !namespace.isEmpty() && !namespace.equals(address.namespace())) {
            throw Refusal.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the" + " request");
        }
    }

    private static ObjectNode shown(Address address, ObjectNode object) {
        return address.kind().shown(object, address.version());
    }

    private static ObjectNode success(Kind kind, ObjectNode gone) {
        ObjectNode status = Tree.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        ObjectNode details = status.put("status", "Success").putObject("details");
        details.put("name", Tree.name(gone));
        if (!kind.group().isEmpty()) {
            details.put("group", kind.group());
        }
        details.put("kind", kind.plural()).put("uid", Tree.uid(gone));
        return status;
    }
}
