package io.mirrorexperiment.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In what the dark version's answers differ from the live version's answers to the same requests.
 *
 * @param statuses pairs with different classes of status, by the two classes
 * @param sized pairs with the same class of status, of which both sizes are known
 * @param sizes pairs among them whose bodies differ in size
 * @param paths where differences were seen, those with the most first; at most {@value #MOST_PATHS}
 * @param elsewhere pairs that differ on paths beyond those
 */
public record Differences(
        List<StatusChange> statuses, long sized, long sizes, List<PathDifference> paths, long elsewhere) {
    /** Paths that are told apart. */
    public static final int MOST_PATHS = 20;

    /** No difference. */
    public static final Differences NONE = new Differences(List.of(), 0, 0, List.of(), 0);

    private static final Comparator<PathDifference> MOST_FIRST = Comparator.comparingLong(
                    (PathDifference each) -> -each.pairs())
            .thenComparing(PathDifference::path)
            .thenComparing(PathDifference::method);

    /** Copies. */
    public Differences {
        statuses = List.copyOf(statuses);
        paths = List.copyOf(paths);
    }

    /**
     * Two classes of status.
     *
     * @param live such as {@code 2xx}; {@code none} where no answer came
     * @param dark likewise
     * @param pairs with just these
     */
    public record StatusChange(String live, String dark, long pairs) {}

    /**
     * Differences on one path.
     *
     * @param method of HTTP
     * @param path without its query, with {@code *} for parts that look like numbers or ids
     * @param statuses pairs with different classes of status
     * @param sizes pairs with the same class, but bodies of different sizes
     * @param example one of them, of different status if there is one
     */
    public record PathDifference(String method, String path, long statuses, long sizes, Example example) {
        /** All of them. */
        public long pairs() {
            return statuses + sizes;
        }

        private PathDifference plus(PathDifference other) {
            Example telling = statuses == 0 && other.statuses > 0 ? other.example : example;
            return new PathDifference(method, path, statuses + other.statuses, sizes + other.sizes, telling);
        }
    }

    /**
     * One pair, to be found in both logs.
     *
     * @param id its {@code x-request-id}
     * @param liveStatus 0 where no answer came
     * @param darkStatus likewise
     * @param liveBytes size of the body
     * @param darkBytes likewise
     */
    public record Example(String id, int liveStatus, int darkStatus, long liveBytes, long darkBytes) {}

    /** Pairs that differ in any way. */
    public long count() {
        return statuses.stream().mapToLong(StatusChange::pairs).sum() + sizes;
    }

    /** Both together. */
    public Differences plus(Differences other) {
        Map<List<String>, PathDifference> merged = new LinkedHashMap<>();
        paths.forEach(each -> merge(merged, each));
        other.paths.forEach(each -> merge(merged, each));
        List<PathDifference> sorted =
                merged.values().stream().sorted(MOST_FIRST).toList();
        int kept = Math.min(MOST_PATHS, sorted.size());
        long cut = sorted.subList(kept, sorted.size()).stream()
                .mapToLong(PathDifference::pairs)
                .sum();
        return new Differences(
                statuses(other),
                sized + other.sized,
                sizes + other.sizes,
                sorted.subList(0, kept),
                elsewhere + other.elsewhere + cut);
    }

    Differences bare() {
        return new Differences(
                statuses,
                sized,
                sizes,
                List.of(),
                paths.stream().mapToLong(PathDifference::pairs).sum() + elsewhere);
    }

    private static void merge(Map<List<String>, PathDifference> merged, PathDifference each) {
        merged.merge(List.of(each.method(), each.path()), each, PathDifference::plus);
    }

    private List<StatusChange> statuses(Differences other) {
        Map<List<String>, Long> merged = new LinkedHashMap<>();
        List<StatusChange> all = new ArrayList<>(statuses);
        all.addAll(other.statuses);
        all.forEach(each -> merged.merge(List.of(each.live(), each.dark()), each.pairs(), Long::sum));
        return merged.entrySet().stream()
                .map(each ->
                        new StatusChange(each.getKey().get(0), each.getKey().get(1), each.getValue()))
                .sorted(Comparator.comparingLong((StatusChange each) -> -each.pairs())
                        .thenComparing(StatusChange::live)
                        .thenComparing(StatusChange::dark))
                .toList();
    }
}
