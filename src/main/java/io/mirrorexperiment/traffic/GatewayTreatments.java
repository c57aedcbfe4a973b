package io.mirrorexperiment.traffic;

import io.mirrorexperiment.graph.CopyTarget;
import io.mirrorexperiment.graph.Service;
import io.mirrorexperiment.graph.Treatment;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The mirrors of an HTTPRoute of the Gateway API.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httprequestmirrorfilter">Gateway API: HTTPRequestMirrorFilter</a>
 */
final class GatewayTreatments {
    private GatewayTreatments() {}

    static Stream<Treatment> of(Manifest route) {
        return route.maps("spec", "rules").stream().flatMap(rule -> {
            List<Service> services = Fields.maps(rule, "backendRefs").stream()
                    .map(backend -> service(backend, route.namespace()))
                    .distinct()
                    .toList();
            return Fields.maps(rule, "filters").stream()
                    .map(filter -> Fields.map(filter, "requestMirror"))
                    .filter(mirror -> !mirror.isEmpty() && percent(mirror) > 0)
                    .flatMap(mirror -> services.stream().map(service -> mirror(route, service, mirror)));
        });
    }

    private static Treatment mirror(Manifest route, Service service, Map<String, Object> mirror) {
        Service target = service(Fields.map(mirror, "backendRef"), route.namespace());
        return new Treatment(
                Treatment.Kind.MIRROR,
                service,
                route.address().words(),
                "mirrors " + RouteTreatments.percent(percent(mirror)) + " of the requests to " + target.words(),
                OptionalDouble.of(percent(mirror)),
                Optional.of(new CopyTarget(target, Map.of(), Set.of())));
    }

    private static Service service(Map<String, Object> reference, String from) {
        return new Service(
                Fields.text(reference, "namespace").orElse(from),
                Fields.text(reference, "name").orElse(""));
    }

    /** In percent, as a fraction, or all. */
    private static double percent(Map<String, Object> mirror) {
        Map<String, Object> fraction = Fields.map(mirror, "fraction");
        double denominator =
                Fields.number(fraction, "denominator").map(Number::doubleValue).orElse(100.0);
        return Fields.number(mirror, "percent")
                .map(Number::doubleValue)
                .or(() -> Fields.number(fraction, "numerator").map(parts -> 100 * parts.doubleValue() / denominator))
                .orElse(100.0);
    }
}
