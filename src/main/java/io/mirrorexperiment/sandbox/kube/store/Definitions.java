package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** CustomResourceDefinitions: which kind one defines. */
final class Definitions {
    private Definitions() {}

    /** Refuses a definition whose name doesn't follow from its spec, or without a served version. */
    static void refuseBroken(Kind kind, ObjectNode definition) {
        String expected =
                Tree.text(definition, "spec", "names", "plural") + "." + Tree.text(definition, "spec", "group");
        List<Mistake> mistakes = new ArrayList<>();
        if (!Tree.name(definition).equals(expected)) {
            mistakes.add(Mistake.invalid(
                    "metadata.name", Tree.name(definition), "must be spec.names.plural+\".\"+spec.group"));
        }
        if (served(definition).isEmpty()) {
            mistakes.add(
                    Mistake.invalid("spec.versions", "", "must have exactly one version marked as storage version"));
        }
        if (!mistakes.isEmpty()) {
            throw Refusal.invalid(kind, Tree.name(definition), mistakes);
        }
    }

    static Kind kindOf(ObjectNode definition) {
        JsonNode spec = definition.path("spec");
        JsonNode names = spec.path("names");
        JsonNode first = Tree.each(spec.path("versions"))
                .filter(version -> version.path("served").asBoolean())
                .findFirst()
                .orElse(spec);
        return new Kind(
                Tree.text(spec, "group"),
                served(definition),
                Tree.text(names, "plural").toLowerCase(Locale.ROOT),
                Tree.text(names, "kind"),
                Tree.text(spec, "scope").equals("Namespaced"),
                Tree.each(names.path("shortNames")).map(JsonNode::asText).toList(),
                traits(first),
                Tree.each(first.path("additionalPrinterColumns"))
                        .filter(column -> column.path("priority").asInt(0) == 0)
                        .filter(column -> !Tree.text(column, "name").equalsIgnoreCase("age"))
                        .map(Definitions::column)
                        .toList());
    }

    /** What the API extensions server would say of a definition that it accepted. */
    static ObjectNode accepted(ObjectNode definition, String now) {
        ObjectNode status = Tree.object();
        for (String type : List.of("NamesAccepted", "Established")) {
            Tree.listIn(status, "conditions")
                    .addObject()
                    .put("type", type)
                    .put("status", "True")
                    .put("reason", type.equals("Established") ? "InitialNamesAccepted" : "NoConflicts")
                    .put(
                            "message",
                            type.equals("Established") ? "the initial names have been accepted" : "no conflicts found")
                    .put("lastTransitionTime", now);
        }
        status.set("acceptedNames", Tree.at(definition, "spec", "names"));
        status.putArray("storedVersions").add(served(definition).get(0));
        return status;
    }

    private static List<String> served(JsonNode definition) {
        return Tree.each(Tree.at(definition, "spec", "versions"))
                .filter(version -> version.path("served").asBoolean())
                .map(version -> Tree.text(version, "name"))
                .toList();
    }

    private static Set<Kind.Trait> traits(JsonNode version) {
        EnumSet<Kind.Trait> traits = EnumSet.of(Kind.Trait.GENERATION);
        if (version.path("subresources").has("status")) {
            traits.add(Kind.Trait.STATUS);
        }
        if (version.path("subresources").has("scale")) {
            traits.add(Kind.Trait.SCALE);
        }
        JsonNode columns = version.path("additionalPrinterColumns");
        if (!columns.isEmpty()
                && Tree.each(columns)
                        .noneMatch(column -> Tree.text(column, "name").equalsIgnoreCase("age"))) {
            traits.add(Kind.Trait.AGELESS);
        }
        return traits;
    }

    private static Kind.Column column(JsonNode column) {
        return new Kind.Column(Tree.text(column, "name"), Tree.text(column, "type"), Tree.text(column, "jsonPath"));
    }
}
