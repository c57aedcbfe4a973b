package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A request that is refused, with the {@code Status} object that says so. Thrown, because it ends a request from any
 * depth; every message is worded as a real API server words it.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ObjectNode status;

    private Refusal(ObjectNode status) {
        super(Tree.text(status, "message"));
        this.status = status;
    }

    /** A refusal with any reason. */
    public static Refusal of(int code, String reason, String message) {
        return new Refusal(failure(code, reason, message));
    }

    /** 404 for one object. */
    public static Refusal notFound(Kind kind, String name) {
        return about(kind, name, 404, "NotFound", kind.resource() + " \"" + name + "\" not found");
    }

    /** 409 for a name that is taken. */
    public static Refusal alreadyExists(Kind kind, String name) {
        return about(kind, name, 409, "AlreadyExists", kind.resource() + " \"" + name + "\" already exists");
    }

    /** 409 for a write based on an old version or another object of the same name. */
    public static Refusal conflict(Kind kind, String name, String why) {
        String message = "Operation cannot be fulfilled on " + kind.resource() + " \"" + name + "\": " + why;
        return about(kind, name, 409, "Conflict", message);
    }

    /** 409 for a stale resourceVersion. */
    public static Refusal stale(Kind kind, String name) {
        return conflict(
                kind,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    /** 403. */
    public static Refusal forbidden(Kind kind, String name, String why) {
        String quoted = name.isEmpty() ? "" : " \"" + name + "\"";
        return about(kind, name, 403, "Forbidden", kind.resource() + quoted + " is forbidden: " + why);
    }

    /** 400. */
    public static Refusal badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    /** 400 without a reason's name, by an admission webhook. */
    static Refusal denied(String webhook, String why) {
        return of(400, "", "admission webhook \"" + webhook + "\" denied the request: " + why);
    }

    /** 410. */
    public static Refusal gone(String message) {
        return of(410, "Expired", message);
    }

    /** 422 with every mistake. */
    public static Refusal invalid(Kind kind, String name, List<Mistake> mistakes) {
        List<String> sentences = mistakes.stream().map(Mistake::sentence).toList();
        String list = sentences.size() == 1 ? sentences.get(0) : "[" + String.join(", ", sentences) + "]";
        String subject = kind.group().isEmpty() ? kind.kind() : kind.kind() + "." + kind.group();
        Refusal refusal = about(kind, name, 422, "Invalid", subject + " \"" + name + "\" is invalid: " + list);
        ObjectNode details = Tree.within(refusal.status, "details");
        details.put("kind", kind.kind());
        mistakes.forEach(mistake -> Tree.listIn(details, "causes").add(mistake.cause()));
        return refusal;
    }

    /** Adds a cause to the details. */
    public Refusal because(String reason, String message, String field) {
        Tree.listIn(Tree.within(status, "details"), "causes")
                .addObject()
                .put("reason", reason)
                .put("message", message)
                .put("field", field);
        return this;
    }

    /** The HTTP status code. */
    public int code() {
        return Tree.number(status, 500, "code");
    }

    /** The Status object. */
    public ObjectNode status() {
        return status;
    }

    private static Refusal about(Kind kind, String name, int code, String reason, String message) {
        Refusal refusal = of(code, reason, message);
        ObjectNode details = Tree.within(refusal.status, "details");
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!kind.group().isEmpty()) {
            details.put("group", kind.group());
        }
        details.put("kind", kind.plural());
        return refusal;
    }

    private static ObjectNode failure(int code, String reason, String message) {
        ObjectNode status = Tree.object();
        status.put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        return status.put("status", "Failure")
                .put("message", message)
                .put("reason", reason)
                .put("code", code);
    }
}
