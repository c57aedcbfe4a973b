package io.mirrorexperiment.traffic;

import io.mirrorexperiment.traffic.scenario.Copy;
import io.mirrorexperiment.traffic.scenario.Rule;
import io.mirrorexperiment.traffic.scenario.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The entries of a scenario: copies of a user's entry with the rules written into them, right before the entry itself. The user's
 * entry stays as it is and takes what no rule takes. Not thread-safe; lives for one route.
 */
final class ScenarioEntries {
    private static final String MIRRORS = "mirrors";
    private final ServiceHost host;
    private final ScenarioSubsets subsets;
    private final List<Rule> rules;
    private final AtomicInteger count = new AtomicInteger();

    ScenarioEntries(ServiceHost host, ScenarioSubsets subsets, List<Rule> rules) {
        this.host = host;
        this.subsets = subsets;
        this.rules = rules;
    }

    /** A route without entries of any scenario. */
    static VirtualService bare(VirtualService route, ServiceHost host) {
        return route.flat(entry -> ScenarioMarks.ours(entry, host) ? Stream.empty() : Stream.of(entry));
    }

    VirtualService in(VirtualService bare) {
        return bare.flat(
                entry -> entry.leadsTo(host) ? Stream.concat(before(entry), Stream.of(entry)) : Stream.of(entry));
    }

    /** What goes before an entry. */
    Stream<Entry> before(Entry entry) {
        return rules.stream().flatMap(rule -> written(entry, rule));
    }

    /** The conditions of an entry and of a rule together; none where no request can meet both. */
    static List<Map<String, Object>> matches(Entry entry, Rule rule) {
        return conjunctions(entry, rule).stream()
                .flatMap(both -> both.common().stream())
                .toList();
    }

    /** Each condition of an entry with each of a rule; a map without words is a condition that all meet. */
    static List<Conjunction> conjunctions(Entry entry, Rule rule) {
        List<Map<String, Object>> users = entry.matches().isEmpty() ? List.of(Map.of()) : entry.matches();
        List<Map<String, Object>> ours = rule.takesAll()
                ? List.of(Map.of())
                : rule.conditions().stream().map(IstioWords::condition).toList();
        return users.stream()
                .flatMap(user -> ours.stream().map(our -> new Conjunction(user, our)))
                .toList();
    }

    private Stream<Entry> written(Entry entry, Rule rule) {
        List<Map<String, Object>> matches = matches(entry, rule);
        if (matches.isEmpty()) {
            return Stream.empty();
        }
        Entry plain = ruled(copy(entry, matches), rule);
        if (rule.mirrors().copies().isEmpty()) {
            return Stream.of(named(plain));
        }
        Entry mirrored = mirrored(plain, rule.mirrors().copies());
        Methods methods = new Methods(rule.mirrors().methods());
        if (!methods.limited()) {
            return Stream.of(named(mirrored));
        }
        List<Map<String, Object>> limited = methods.limit(plain);
        return limited.isEmpty()
                ? Stream.of(named(plain))
                : Stream.of(named(first(Entry.MATCH, limited, mirrored.without(Entry.MATCH))), named(plain));
    }

    private static Entry copy(Entry entry, List<Map<String, Object>> matches) {
        Entry copy = entry.without("name").without(Entry.MATCH);
        return matches.contains(Map.of()) ? copy : first(Entry.MATCH, matches, copy);
    }

    private Entry named(Entry entry) {
        return first("name", ScenarioMarks.ENTRY + count.incrementAndGet(), entry);
    }

    private static Entry first(String key, Object value, Entry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(key, value);
        fields.putAll(entry.fields());
        return new Entry(fields, entry.from());
    }

    private Entry ruled(Entry entry, Rule rule) {
        Map<String, Object> fields =
                new LinkedHashMap<>(divided(entry, rule.shares()).fields());
        rule.fault().ifPresent(fault -> fields.put("fault", IstioWords.fault(fault)));
        rule.timeout().ifPresent(time -> fields.put("timeout", IstioWords.seconds(time)));
        rule.retries().ifPresent(retries -> fields.put("retries", IstioWords.retries(retries)));
        return new Entry(fields, entry.from());
    }

    private Entry divided(Entry entry, List<Share> shares) {
        if (shares.isEmpty()) {
            return entry;
        }
        Leg leg = leg(entry);
        List<Leg> legs = new ArrayList<>();
        shares.forEach(
                share -> legs.add(leg.withSubset(subsets.name(share.version())).weighing(share.weight())));
        return entry.withLegs(legs);
    }

    private Entry mirrored(Entry entry, List<Copy> copies) {
        Map<String, Object> target = leg(entry).destination();
        List<Map<String, Object>> mirrors =
                copies.stream().map(copy -> mirror(target, copy)).toList();
        return copies.size() == 1
                ? entry.with(Copies.MIRROR, Fields.map(mirrors.get(0), "destination"))
                        .with(Copies.PERCENTAGE, Fields.map(mirrors.get(0), "percentage"))
                : entry.with(MIRRORS, mirrors);
    }

    private Map<String, Object> mirror(Map<String, Object> target, Copy copy) {
        Map<String, Object> mirror = new LinkedHashMap<>();
        mirror.put("destination", Fields.with(target, "subset", subsets.name(copy.version())));
        mirror.put("percentage", IstioWords.percentage(copy.percent()));
        return mirror;
    }

    private Leg leg(Entry entry) {
        return entry.carrying().stream()
                .filter(leg -> host.isMeantBy(leg.host(), entry.from()))
                .findFirst()
                .orElseThrow();
    }
}
