package io.mirrorexperiment.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is looked at while each scenario of the travels demo is up: waits for enough traffic and holds it against what is said of it.
 *
 * @param plan for the times
 */
record TourLooks(TourNumbers numbers, TourPlan plan) {
    /** So many connections each portal has twice over: what was under way when a rule changed is over when as many requests are. */
    private static final int UNDER_WAY = 32;

    private static final int TESTERS_UNDER_WAY = 100;
    private static final int SHARED = 200;
    private static final int EACH = 16;
    private static final int MANY = 300;

    /** Waits until requests from before a change are over. */
    void turnOver() {
        numbers.growth(TourCounters.byPortal(), grown -> least(grown.values()) >= UNDER_WAY);
    }

    /** The same of the load tester. */
    void testerTurnsOver() {
        numbers.growth(
                Map.of("n", TourCounters.of(TourCounters.TESTER)), grown -> least(grown.values()) >= TESTERS_UNDER_WAY);
    }

    List<TourClaim> shared(String words, double first, double second, double third) {
        Map<String, Long> grown = numbers.growth(TourCounters.sent(), all -> sum(all.values()) >= SHARED);
        return List.of(TourClaim.shares(words, List.of(first, second, third), List.copyOf(grown.values())));
    }

    /** Each portal is served by the version in the same place, and by no other. */
    List<TourClaim> routed() {
        Map<String, String> counters = new LinkedHashMap<>();
        for (int i = 0; i < TourCounters.PORTALS.size(); i++) {
            String portal = TourCounters.PORTALS.get(i);
            counters.put("all " + portal, TourCounters.of(portal));
            counters.put("own " + portal, TourCounters.toVersion(portal, TourCounters.VERSIONS.get(i)));
        }
        Map<String, Long> grown = numbers.growth(counters, all -> least(named(all, "all ")) >= 2 * EACH);
        return List.of(TourClaim.all(
                "travels.uk → v1, viaggi.it → v2, voyages.fr → v3",
                "all",
                sum(named(grown, "own ")),
                sum(named(grown, "all "))));
    }

    /** Who sees a delay of hotels and who does not. */
    List<TourClaim> delayed() {
        String hotels = TourCounters.to("hotels-v1");
        Map<String, String> counters =
                new LinkedHashMap<>(TourCounters.times("source", "reporter=\"source\"," + hotels));
        counters.putAll(TourCounters.times("destination", "reporter=\"destination\"," + hotels));
        for (String portal : TourCounters.PORTALS) {
            counters.putAll(TourCounters.times(portal, TourCounters.from(portal)));
            counters.put("all " + portal, TourCounters.of(portal));
            counters.put("bad " + portal, TourCounters.requests(TourCounters.from(portal) + ",response_code!=\"200\""));
        }
        Map<String, Long> grown = numbers.growth(counters, TourLooks::eachIsTimed);
        return List.of(
                TourClaim.atLeast(
                        "the sources tell that hotels is slow",
                        least(plan.delay()),
                        List.of(TourCounters.mean(grown, "source"))),
                TourClaim.atLeast(
                        "hotels itself tells of that much less",
                        plan.delay().multipliedBy(4).dividedBy(5),
                        List.of(TourCounters.mean(grown, "source") - TourCounters.mean(grown, "destination"))),
                TourClaim.atLeast(
                        "the delay reaches the portals", least(plan.delay()), means(grown, TourCounters.PORTALS)),
                TourClaim.none(
                        "the delay fails nobody", "no failure", sum(named(grown, "bad ")), sum(named(grown, "all "))));
    }

    List<TourClaim> connected() {
        Map<String, String> counters = new LinkedHashMap<>(TourCounters.database("connections_opened"));
        counters.putAll(TourCounters.database("sent_bytes"));
        Map<String, Long> grown = numbers.growth(counters, all -> sum(named(all, "connections_opened ")) >= SHARED);
        List<Long> connections = List.copyOf(named(grown, "connections_opened "));
        long bytes = sum(named(grown, "sent_bytes "));
        List<Long> answers = named(grown, "sent_bytes ").stream()
                .map(one -> bytes == 0 ? 0 : Math.round((double) one / bytes * sum(connections)))
                .toList();
        List<Double> weights = List.of(80.0, 10.0, 10.0);
        return List.of(
                TourClaim.shares("connections to mysqldb by their weights", weights, connections),
                TourClaim.shares("bytes from mysqldb by the same weights", weights, answers));
    }

    List<TourClaim> timedOut() {
        String late = "voyages.fr";
        List<String> others = List.of("travels.uk", "viaggi.it");
        Map<String, String> counters = new LinkedHashMap<>();
        for (String portal : TourCounters.PORTALS) {
            counters.putAll(TourCounters.times(portal, TourCounters.from(portal)));
            counters.put("all " + portal, TourCounters.of(portal));
            counters.put("bad " + portal, TourCounters.requests(TourCounters.from(portal) + ",response_code!=\"200\""));
        }
        counters.put(
                "late",
                TourCounters.requests(TourCounters.from(late) + ",response_code=\"504\",response_flags=\"UT\""));
        Map<String, Long> grown = numbers.growth(counters, TourLooks::eachIsTimed);
        Duration most = plan.timeout().plus(plan.delay()).dividedBy(2);
        return List.of(
                TourClaim.all(
                                "voyages.fr fails after its timeout",
                                "all 504 UT",
                                grown.getOrDefault("late", 0L),
                                grown.getOrDefault("all " + late, 0L))
                        .and(TourClaim.between("", least(plan.timeout()), most, TourCounters.mean(grown, late))),
                TourClaim.none(
                        "the other portals do not fail",
                        "no failure",
                        others.stream()
                                .mapToLong(portal -> grown.getOrDefault("bad " + portal, 0L))
                                .sum(),
                        others.stream()
                                .mapToLong(portal -> grown.getOrDefault("all " + portal, 0L))
                                .sum()),
                TourClaim.atLeast("the other portals wait for hotels", least(plan.delay()), means(grown, others)));
    }

    List<TourClaim> unhurt() {
        Map<String, Long> grown = tested();
        return List.of(TourClaim.none(
                "50 connections are served without a breaker",
                "no failure",
                grown.getOrDefault("bad", 0L),
                grown.getOrDefault("all", 0L)));
    }

    List<TourClaim> shed() {
        Map<String, Long> grown = tested();
        long bad = grown.getOrDefault("bad", 0L);
        return List.of(
                TourClaim.most("with a breaker most of their requests fail", bad, grown.getOrDefault("all", 0L)),
                TourClaim.all(
                        "those say that it was the breaker", "all 503 UO", grown.getOrDefault("flagged", 0L), bad));
    }

    private Map<String, Long> tested() {
        String tester = TourCounters.from(TourCounters.TESTER);
        return numbers.growth(
                Map.of(
                        "all", TourCounters.requests(tester),
                        "bad", TourCounters.requests(tester + ",response_code!=\"200\""),
                        "flagged", TourCounters.requests(tester + ",response_code=\"503\",response_flags=\"UO\"")),
                all -> all.getOrDefault("all", 0L) >= MANY);
    }

    List<TourClaim> mirrored() {
        Map<String, String> counters = new LinkedHashMap<>();
        TourCounters.sent().forEach((version, promql) -> counters.put("source " + version, promql));
        TourCounters.received().forEach((version, promql) -> counters.put("destination " + version, promql));
        Map<String, Long> grown = numbers.growth(counters, all -> sum(named(all, "source ")) >= MANY);
        List<Long> told = List.copyOf(named(grown, "source "));
        List<Long> served = List.copyOf(named(grown, "destination "));
        return List.of(
                TourClaim.shares("v1 and v2 share the requests", List.of(80.0, 20.0), told.subList(0, 2)),
                TourClaim.share("v3 gets half of them as copies", 50, served.get(2), served.get(0) + served.get(1)),
                TourClaim.none(
                        "the sources do not tell of the copies", "no copy", told.get(2), told.get(0) + told.get(1)));
    }

    /** Envoy's sums of times are made of buckets of two digits, each time the middle of its own: nineteen twentieths of it at least. */
    private static Duration least(Duration time) {
        return time.multipliedBy(19).dividedBy(20);
    }

    private static boolean eachIsTimed(Map<String, Long> grown) {
        return TourCounters.PORTALS.stream()
                .allMatch(portal -> grown.getOrDefault(portal + " n", 0L) >= EACH
                        && grown.getOrDefault("all " + portal, 0L) >= EACH);
    }

    private static List<Double> means(Map<String, Long> grown, List<String> names) {
        return names.stream().map(name -> TourCounters.mean(grown, name)).toList();
    }

    private static List<Long> named(Map<String, Long> grown, String start) {
        List<Long> values = new ArrayList<>();
        grown.forEach((name, value) -> {
            if (name.startsWith(start)) {
                values.add(value);
            }
        });
        return values;
    }

    private static long sum(Collection<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }

    private static long least(Collection<Long> values) {
        return values.stream().mapToLong(Long::longValue).min().orElse(0);
    }
}
