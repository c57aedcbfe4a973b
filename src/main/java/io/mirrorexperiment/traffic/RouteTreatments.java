package io.mirrorexperiment.traffic;

import io.mirrorexperiment.graph.CopyTarget;
import io.mirrorexperiment.graph.Service;
import io.mirrorexperiment.graph.Treatment;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What a VirtualService does to requests. */
record RouteTreatments(VirtualService route, Aims aims) {
    Stream<Treatment> all() {
        return route.entries().stream()
                .flatMap(entry -> services(entry).stream().flatMap(service -> of(entry, service)));
    }

    /** Those that the entry leads to; where it leads nowhere itself, those that the route is for. */
    private List<Service> services(Entry entry) {
        List<String> hosts = entry.legs().isEmpty()
                ? route.hosts()
                : entry.legs().stream().map(Leg::host).toList();
        return hosts.stream()
                .filter(host -> !host.isEmpty())
                .map(host -> Aims.service(host, entry.from()))
                .distinct()
                .toList();
    }

    private Stream<Treatment> of(Entry entry, Service service) {
        return Stream.of(
                        mirrors(entry, service),
                        fault(entry, service, "delay", Treatment.Kind.DELAY),
                        fault(entry, service, "abort", Treatment.Kind.ABORT),
                        timeout(entry, service).stream(),
                        retries(entry, service).stream())
                .flatMap(some -> some);
    }

    private Stream<Treatment> mirrors(Entry entry, Service service) {
        return Copies.of(entry).stream().filter(copy -> copy.percent() > 0).map(copy -> {
            CopyTarget target = aims.target(copy.host(), copy.subset(), entry.from());
            String words = "mirrors " + percent(copy.percent()) + " of the requests" + matched(entry) + " to "
                    + target.service().words()
                    + copy.subset().map(name -> ", subset " + name).orElse("");
            return new Treatment(
                    Treatment.Kind.MIRROR,
                    service,
                    route.words(),
                    words,
                    OptionalDouble.of(copy.percent()),
                    Optional.of(target));
        });
    }

    private Stream<Treatment> fault(Entry entry, Service service, String word, Treatment.Kind kind) {
        Map<String, Object> fault = Fields.map(Fields.map(entry.fields(), "fault"), word);
        double percent = share(fault);
        if (fault.isEmpty() || percent <= 0) {
            return Stream.empty();
        }
        String what = kind == Treatment.Kind.DELAY
                ? "delays " + percent(percent) + " of the requests" + matched(entry) + " by "
                        + Fields.text(fault, "fixedDelay").orElse("some time")
                : "answers " + percent(percent) + " of the requests" + matched(entry) + " with "
                        + Fields.number(fault, "httpStatus")
                                .map(status -> "HTTP status " + status)
                                .or(() -> Fields.text(fault, "grpcStatus").map(status -> "gRPC status " + status))
                                .orElse("an error");
        return Stream.of(treatment(kind, service, what, OptionalDouble.of(percent)));
    }

    /** The double, else the deprecated integer, else all. */
    private static double share(Map<String, Object> fault) {
        return fault.get("percentage") instanceof Map
                ? Fields.number(Fields.map(fault, "percentage"), "value")
                        .map(Number::doubleValue)
                        .orElse(0.0)
                : Fields.number(fault, "percent").map(Number::doubleValue).orElse(100.0);
    }

    private Optional<Treatment> timeout(Entry entry, Service service) {
        return Fields.text(entry.fields(), "timeout")
                .filter(time -> !time.matches("0+(\\.0+)?[a-z]*"))
                .map(time -> treatment(
                        Treatment.Kind.TIMEOUT,
                        service,
                        "gives requests" + matched(entry) + " " + time + " at most",
                        OptionalDouble.empty()));
    }

    private Optional<Treatment> retries(Entry entry, Service service) {
        return Fields.number(Fields.map(entry.fields(), "retries"), "attempts")
                .filter(attempts -> attempts.intValue() > 0)
                .map(attempts -> treatment(
                        Treatment.Kind.RETRIES,
                        service,
                        "tries requests" + matched(entry) + " again up to "
                                + (attempts.intValue() == 1 ? "once" : attempts + " times"),
                        OptionalDouble.empty()));
    }

    private Treatment treatment(Treatment.Kind kind, Service service, String words, OptionalDouble percent) {
        return new Treatment(kind, service, route.words(), words, percent, Optional.empty());
    }

    private static String matched(Entry entry) {
        return entry.matches().isEmpty() ? "" : " that match it";
    }

    static String percent(double percent) {
        return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString() + " %";
    }
}
