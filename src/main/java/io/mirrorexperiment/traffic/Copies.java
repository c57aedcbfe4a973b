package io.mirrorexperiment.traffic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mirror of a route entry, in whatever dialect it is written.
 *
 * @param target host, subset and port that the copies go to
 * @param percent share of the requests that is copied; 0 copies none
 */
record Copies(Map<String, Object> target, double percent) {
    static final String MIRROR = "mirror";
    static final String PERCENTAGE = "mirrorPercentage";
    private static final List<String> WORDS =
            List.of(MIRROR, "mirrors", PERCENTAGE, "mirror_percentage", "mirrorPercent", "mirror_percent");

    /** All mirrors of an entry. */
    static List<Copies> of(Entry entry) {
        Map<String, Object> fields = entry.fields();
        Stream<Copies> single = Stream.of(Fields.map(fields, MIRROR))
                .filter(target -> !target.isEmpty())
                .map(target -> new Copies(target, percentOf(fields)));
        Stream<Copies> several = Fields.maps(fields, "mirrors").stream()
                .map(mirror -> new Copies(
                        Fields.map(mirror, "destination"),
                        fraction(mirror, "percentage").orElse(100.0)));
        return Stream.concat(single, several).toList();
    }

    /** The fields of an entry that have to do with mirrors. */
    static List<String> wordsIn(Entry entry) {
        return WORDS.stream().filter(entry.fields()::containsKey).toList();
    }

    /** Whether the field {@code mirror} of an entry is ours. */
    static boolean ours(Entry entry, ServiceHost host) {
        Copies mirror = new Copies(Fields.map(entry.fields(), MIRROR), 0);
        return mirror.goesTo(host, entry.from()) && mirror.subset().equals(Optional.of(Marks.DARK));
    }

    String host() {
        return Fields.text(target, "host").orElse("");
    }

    Optional<String> subset() {
        return Fields.text(target, "subset");
    }

    boolean goesTo(ServiceHost service, String from) {
        return service.isMeantBy(host(), from);
    }

    /**
     * The double, else the deprecated integer, else all: the order in which Istio's {@code MirrorPercent} asks. In both an absent
     * value is protobuf's 0.
     */
    private static double percentOf(Map<String, Object> fields) {
        return fraction(fields, PERCENTAGE)
                .or(() -> fraction(fields, "mirror_percentage"))
                .or(() -> Fields.number(fields, "mirrorPercent").map(Number::doubleValue))
                .or(() -> Fields.number(fields, "mirror_percent").map(Number::doubleValue))
                .orElse(100.0);
    }

    private static Optional<Double> fraction(Map<String, Object> fields, String key) {
        return fields.get(key) instanceof Map
                ? Optional.of(Fields.number(Fields.map(fields, key), "value")
                        .map(Number::doubleValue)
                        .orElse(0.0))
                : Optional.empty();
    }
}
