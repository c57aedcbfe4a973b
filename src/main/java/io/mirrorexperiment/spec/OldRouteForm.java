package io.mirrorexperiment.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a rule of Istio 0.x must be beyond its fields; these are rules of its own validation. */
final class OldRouteForm {
    private static final int WHOLE = 100;

    private OldRouteForm() {}

    static Optional<Object> read(Field spec) {
        Optional<Object> tree = reachable(spec, OldShapes.ROUTE_RULE);
        Section section = Section.anyWords(spec);
        if (section.has("redirect")) {
            for (String word : section.present("route", "rewrite", "mirror")) {
                section.refuse(
                        word, "cannot be beside redirect: requests are redirected or forwarded; remove one of the two");
            }
        }
        section.find("destination").ifPresent(OldRouteForm::wholeService);
        section.find("route").ifPresent(OldRouteForm::weights);
        section.find("match").ifPresent(OldRouteForm::conditions);
        return tree;
    }

    /** A rule must say which service it is for. */
    static Optional<Object> reachable(Field spec, Form<Object> form) {
        Optional<Object> tree = form.read(spec);
        if (!spec.isMapping()) {
            return tree;
        }
        Section section = Section.anyWords(spec);
        if (!section.has("destination")) {
            section.missing("destination", "name the service that the rule is for, as in destination: {name: reviews}");
        } else if (section.find("destination").filter(OldRouteForm::nameless).isPresent()) {
            section.refuse("destination", "needs name or service");
        }
        return tree;
    }

    private static boolean nameless(Field service) {
        Section section = Section.anyWords(service);
        return service.isMapping() && section.present("name", "service").isEmpty();
    }

    private static void wholeService(Field destination) {
        Section.anyWords(destination)
                .refuse(
                        "labels",
                        "has no place in a rule's own destination, which is all versions; use route[].labels");
    }

    private static void weights(Field route) {
        List<Section> legs = items(route).stream().map(Section::anyWords).toList();
        if (legs.size() < 2) {
            return;
        }
        legs.stream()
                .filter(leg -> leg.present("labels", "tags", "destination").isEmpty())
                .forEach(leg -> leg.wrong("needs labels or a destination, for there is more than one"));
        int sum = legs.stream().mapToInt(OldRouteForm::weight).sum();
        if (sum != WHOLE) {
            route.wrong("has weights that sum to " + sum + "; they must sum to " + WHOLE);
        }
    }

    private static List<Field> items(Field list) {
        return list.piece() instanceof Piece.Sequence ? list.items().orElse(List.of()) : List.of();
    }

    private static int weight(Section leg) {
        return leg.find("weight")
                .map(Field::piece)
                .filter(Piece.Scalar.class::isInstance)
                .map(piece -> ((Piece.Scalar) piece).text())
                .filter(text -> text.matches("[0-9]{1,3}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    private static void conditions(Field match) {
        if (match.piece() instanceof Piece.Mapping mapping && mapping.entries().isEmpty()) {
            match.wrong("holds no condition; leave it out to take all requests");
            return;
        }
        Section section = Section.anyWords(match);
        section.find("httpHeaders").ifPresent(OldRouteForm::lowerCase);
        section.find("request")
                .flatMap(request -> Section.anyWords(request).find("headers"))
                .ifPresent(OldRouteForm::lowerCase);
    }

    private static void lowerCase(Field headers) {
        for (Map.Entry<String, String> header : names(headers).entrySet()) {
            if (!header.getKey().equals(header.getValue())) {
                headers.wrong("names header " + Shown.quoted(header.getKey()) + "; write " + header.getValue()
                        + ", for Istio 0.x compared it as it stands and Envoy has lower case");
            }
        }
    }

    private static Map<String, String> names(Field headers) {
        return Section.anyWords(headers).words().stream()
                .collect(java.util.stream.Collectors.toMap(
                        word -> word, word -> word.toLowerCase(java.util.Locale.ROOT)));
    }
}
