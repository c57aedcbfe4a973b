package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Differences;
import io.mirrorexperiment.experiment.Differences.Example;
import io.mirrorexperiment.experiment.Differences.PathDifference;
import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.experiment.Twins;
import io.mirrorexperiment.experiment.Twins.Leftovers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What live requests and their mirrored twins got: who failed, and in what else the answers differ. */
final class TwinsSection {
    private TwinsSection() {}

    static Section of(Facts facts) {
        return Section.list(
                "Live requests and their mirrored twins",
                Tone.PLAIN,
                facts.twins().map(TwinsSection::sentences).orElse(List.of()));
    }

    private static List<String> sentences(Twins twins) {
        List<String> sentences = new ArrayList<>();
        sentences.add(failures(twins.pairs()));
        if (twins.pairs().count() > 0) {
            sentences.add(statuses(twins));
            sentences.add(sizes(twins.differences()));
            twins.differences().paths().forEach(path -> sentences.add(path(path)));
            elsewhere(twins.differences()).ifPresent(sentences::add);
            sentences.add(latency(twins));
        }
        leftovers(twins.leftovers()).ifPresent(sentences::add);
        return sentences.stream().map(Clean::line).toList();
    }

    static String failures(Pairs pairs) {
        if (pairs.count() == 0) {
            return "no pair was found in the access logs";
        }
        return Numbers.count(pairs.count(), "pair") + " by x-request-id: " + Numbers.count(pairs.darkOnly())
                + " failed dark only, " + Numbers.count(pairs.liveOnly()) + " live only, "
                + Numbers.count(pairs.both()) + " both";
    }

    private static String statuses(Twins twins) {
        List<Differences.StatusChange> statuses = twins.differences().statuses();
        if (statuses.isEmpty()) {
            return "all pairs have the same class of status";
        }
        long changed =
                statuses.stream().mapToLong(Differences.StatusChange::pairs).sum();
        return Numbers.count(changed, "pair") + " with another class of status (live → dark): "
                + statuses.stream()
                        .map(each -> each.live() + " → " + each.dark() + ": " + Numbers.count(each.pairs()))
                        .collect(Collectors.joining(", "));
    }

    private static String sizes(Differences differences) {
        return differences.sizes() == 0
                ? "their bodies have the same sizes"
                : Numbers.count(differences.sizes()) + " of " + Numbers.count(differences.sized(), "pair")
                        + " with the same class of status differ in the size of the body";
    }

    private static String path(PathDifference path) {
        Example example = path.example();
        return path.method() + " " + path.path() + ": " + Numbers.count(path.statuses()) + " of status, "
                + Numbers.count(path.sizes()) + " of size; such as " + example.id() + ": live "
                + answer(example.liveStatus(), example.liveBytes()) + ", dark "
                + answer(example.darkStatus(), example.darkBytes());
    }

    private static String answer(int status, long bytes) {
        return (status == 0 ? "no answer" : Integer.toString(status)) + " with " + Numbers.count(bytes, "byte");
    }

    private static Optional<String> elsewhere(Differences differences) {
        return differences.elsewhere() == 0
                ? Optional.empty()
                : Optional.of("on other paths " + Numbers.count(differences.elsewhere(), "pair") + " that differ");
    }

    private static String latency(Twins twins) {
        double mean = mean(twins);
        String by = String.format(Locale.ROOT, "%.1f ms", Math.abs(mean));
        return "the dark ones took " + by + (mean < 0 ? " less" : " longer") + " on average (standard deviation of the"
                + " difference: " + String.format(Locale.ROOT, "%.1f ms", deviation(twins))
                + "); for information, nothing was decided by it";
    }

    static double mean(Twins twins) {
        return twins.latency().sum() / Math.max(1, twins.pairs().count());
    }

    static double deviation(Twins twins) {
        double mean = mean(twins);
        double square = twins.latency().squares() / Math.max(1, twins.pairs().count());
        return Math.sqrt(Math.max(0, square - mean * mean));
    }

    private static Optional<String> leftovers(Leftovers left) {
        if (left.equals(Leftovers.NONE)) {
            return Optional.empty();
        }
        return Optional.of("without a twin: " + Numbers.count(left.live())
                + " live (not copied, or the copy was lost), "
                + Numbers.count(left.dark()) + " dark; left out: " + Numbers.count(left.repeated(), "further line")
                + " of one request (retries, second mirrors), " + Numbers.count(left.nameless())
                + " without x-request-id, " + Numbers.count(left.unreadable(), "other line"));
    }
}
