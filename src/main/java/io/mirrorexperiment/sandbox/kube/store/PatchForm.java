package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The forms in which a change of an object may be written. */
public enum PatchForm {
    /** RFC 6902. */
    JSON("application/json-patch+json"),
    /** RFC 7386. */
    MERGE("application/merge-patch+json"),
    /** Kubernetes' own; built-in kinds only. */
    STRATEGIC("application/strategic-merge-patch+json"),
    /** Server-side apply; the body is YAML or JSON. */
    APPLY("application/apply-patch+yaml");

    private final String mediaType;

    PatchForm(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The form of a content type, or 415 if this kind doesn't take it. */
    public static PatchForm of(String contentType, Kind kind) {
        String type = contentType.split(";", 2)[0].strip();
        return allowed(kind)
                .filter(form -> form.mediaType.equals(type))
                .findFirst()
                .orElseThrow(() -> unknown(kind));
    }

    /** Reads a patch. */
    public JsonNode read(String body) {
        try {
            return this == APPLY ? single(Tree.yaml(body)) : Tree.json(body);
        } catch (IOException unreadable) {
            throw Refusal.badRequest("error decoding patch: " + unreadable.getMessage());
        }
    }

    /** Applies a patch of the first three forms to the object in place. */
    public ObjectNode apply(JsonNode patch, ObjectNode object) {
        return switch (this) {
            case JSON -> JsonPatch.apply(patch, object);
            case MERGE -> MergePatch.apply(patch, object);
            case STRATEGIC -> StrategicMerge.apply(patch, object);
            case APPLY -> throw new IllegalStateException("server-side apply has an owner; use ServerSideApply");
        };
    }

    private static JsonNode single(List<ObjectNode> documents) {
        if (documents.size() != 1) {
            throw Refusal.badRequest("error decoding YAML: one object expected, found " + documents.size());
        }
        return documents.get(0);
    }

    private static Stream<PatchForm> allowed(Kind kind) {
        return Stream.of(values()).filter(form -> form != STRATEGIC || kind.is(Kind.Trait.BUILT_IN));
    }

    private static Refusal unknown(Kind kind) {
        List<String> accepted = allowed(kind).map(form -> form.mediaType).toList();
        return Refusal.of(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + String.join(", ", accepted));
    }
}
