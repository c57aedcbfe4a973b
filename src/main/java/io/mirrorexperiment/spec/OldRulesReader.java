package io.mirrorexperiment.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the routing rules of Istio 0.2 to 0.8, {@code config.istio.io/v1alpha2}: RouteRule, DestinationPolicy, EgressRule and IngressRule.
 * An unknown word is a mistake, and all mistakes are told at once. Pure; never throws on any text.
 */
public final class OldRulesReader {
    /** The version of their API. */
    public static final String API_VERSION = "config.istio.io/v1alpha2";

    private static final Map<String, Form<Object>> KINDS = Map.of(
            "RouteRule", OldRouteForm::read,
            "DestinationPolicy", field -> OldRouteForm.reachable(field, OldShapes.POLICY),
            "EgressRule", field -> OldRouteForm.reachable(field, OldShapes.EGRESS),
            "IngressRule", field -> OldRouteForm.reachable(field, OldShapes.INGRESS));

    private final Notes notes = new Notes();
    private final List<Map<String, Object>> rules = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private OldRulesReader() {}

    /** The rules of a text: YAML or JSON, one object, several documents, or a {@code List}. */
    public static OldRulesResult read(byte[] text) {
        OldRulesReader reader = new OldRulesReader();
        List<Piece> documents = YamlText.documents(text, reader.notes);
        documents.forEach(document -> reader.take(new Field("", document, reader.notes)));
        if (reader.notes.clean() && reader.rules.isEmpty()) {
            reader.none();
        }
        return reader.result();
    }

    /** Whether a text holds such a rule; false for one that cannot be read. */
    public static boolean isIn(byte[] text) {
        Notes aside = new Notes();
        return YamlText.documents(text, aside).stream()
                .map(document -> new Field("", document, aside))
                .anyMatch(document -> isOne(document) || items(document).anyMatch(OldRulesReader::isOne));
    }

    private static Stream<Field> items(Field document) {
        return document.isMapping()
                ? Section.anyWords(document).read("items", Field::items).stream()
                        .flatMap(List::stream)
                : Stream.empty();
    }

    /** Whether a document is one of these rules. */
    static boolean isOne(Field document) {
        return document.isMapping()
                && word(Section.anyWords(document), "apiVersion").equals(API_VERSION)
                && KINDS.containsKey(word(Section.anyWords(document), "kind"));
    }

    private OldRulesResult result() {
        return notes.clean() ? new OldRulesResult.Valid(rules, leftOut) : new OldRulesResult.Invalid(notes.mistakes());
    }

    private void none() {
        String instead = leftOut.isEmpty() ? "" : "; there is " + String.join(", ", leftOut);
        notes.mistake(
                "",
                Place.START,
                "there is no RouteRule, DestinationPolicy, EgressRule or IngressRule of " + API_VERSION + " in it"
                        + instead);
    }

    private void take(Field document) {
        if (!document.isMapping()) {
            document.wrong("is no object but " + document.piece().words());
        } else if (word(Section.anyWords(document), "kind").endsWith("List")) {
            Section.anyWords(document)
                    .read("items", Field::items)
                    .orElse(List.of())
                    .forEach(this::take);
        } else if (isOne(document)) {
            rule(document).ifPresent(rules::add);
        } else {
            leftOut.add(Iter8Documents.named(document));
        }
    }

    private Optional<Map<String, Object>> rule(Field document) {
        Section top = Section.of(document, List.of("apiVersion", "kind", "metadata", "spec", "status"));
        String kind = word(Section.anyWords(document), "kind");
        Section metadata = top.peek("metadata");
        String name = metadata.need("name", Text.OBJECT_NAME, "", "write metadata.name");
        Map<String, Object> named = new LinkedHashMap<>(Map.of("name", name));
        metadata.read("namespace", Text.LABEL_NAME).ifPresent(namespace -> named.put("namespace", namespace));
        if (!top.has("spec")) {
            top.missing("spec", "write there what the " + kind + " does");
            return Optional.empty();
        }
        Optional<Object> spec = top.find("spec").flatMap(KINDS.getOrDefault(kind, Shape.ANY)::read);
        return spec.filter(read -> !name.isEmpty())
                .map(read -> Map.of("apiVersion", API_VERSION, "kind", kind, "metadata", named, "spec", read));
    }

    private static String word(Section section, String name) {
        return section.find(name)
                .map(Field::piece)
                .filter(Piece.Scalar.class::isInstance)
                .map(piece -> ((Piece.Scalar) piece).text())
                .orElse("");
    }
}
