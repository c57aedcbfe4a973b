package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Istio's Headers: what is set, added and removed in requests and in responses. */
record HeaderEdits(Edits request, Edits response) {
    static final HeaderEdits NONE = new HeaderEdits(Edits.NONE, Edits.NONE);

    static HeaderEdits of(JsonNode node) {
        return node.isObject()
                ? new HeaderEdits(Edits.of(node.path("request")), Edits.of(node.path("response")))
                : NONE;
    }

    /** One direction. */
    record Edits(Map<String, String> set, Map<String, String> add, List<String> remove) {
        static final Edits NONE = new Edits(Map.of(), Map.of(), List.of());

        static Edits of(JsonNode node) {
            List<String> remove = new ArrayList<>();
            node.path("remove").forEach(name -> remove.add(name.asText()));
            return new Edits(Peer.labels(node.path("set")), Peer.labels(node.path("add")), List.copyOf(remove));
        }

        /** Removes first, as Envoy does, then sets and adds; Host is not a header here. */
        Fields apply(Fields fields) {
            Fields out = fields;
            for (String name : remove) {
                out = out.without(name);
            }
            for (Map.Entry<String, String> entry : set.entrySet()) {
                out = isHost(entry.getKey()) ? out : out.with(entry.getKey(), entry.getValue());
            }
            for (Map.Entry<String, String> entry : add.entrySet()) {
                out = isHost(entry.getKey()) ? out : out.plus(entry.getKey(), entry.getValue());
            }
            return out;
        }

        /** The authority that is set by way of its header. */
        Optional<String> authority() {
            return set.entrySet().stream()
                    .filter(entry -> isHost(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        private static boolean isHost(String name) {
            return name.equalsIgnoreCase("host") || name.equalsIgnoreCase(":authority");
        }
    }

    Request applyTo(Request from) {
        Request edited = from.withHeaders(request.apply(from.headers()));
        return request.authority().map(edited::withAuthority).orElse(edited);
    }

    Answer applyTo(Answer from) {
        return from.withHeaders(response.apply(from.headers()));
    }
}
