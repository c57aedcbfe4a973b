package io.mirrorexperiment.spec;

import java.util.List;

/** Specs with mistakes and what is said about them, to the letter: these sentences are what a user sees. */
final class BrokenSpecs {
    private BrokenSpecs() {}

    /** A query called depth, and more objectives. */
    private static Broken.Edit query(String query, String objectives) {
        return Broken.replacing(
                "  metrics:\n",
                "  metrics:\n    queries:\n      depth: " + query + "\n",
                "  - {metric: latency-mean, upperLimit: 50, cap: 1000}",
                "  - {metric: latency-mean, upperLimit: 50, cap: 1000}" + objectives.replace(", {", "\n  - {"));
    }

    /** Others are told. */
    private static Broken.Edit told(String receivers) {
        return Broken.replacing("baseline: 1m}", "baseline: 1m}\n  notifications: " + receivers);
    }

    private static final String PROMETHEUS = """
                prometheus:
                  url: https://prometheus.example.com
                  auth: {bearerFrom: prom-token}
                  caFrom: prom-ca
                  headers: {X-Scope-OrgID: shop}
                  reporter: destination
                  timeout: 10s
            """;

    static final List<Broken> ALL = List.of(
            Broken.replacing("apiVersion: mirror-experiment.io/v1", "apiVersion: mirror-experiment.io/v2")
                    .says(
                            "line 1, column 13: apiVersion: must be mirror-experiment.io/v1, was 'mirror-experiment.io/v2'"),
            Broken.replacing("kind: MirrorExperiment", "kind: MirorExperiment")
                    .says("line 2, column 7: kind: must be MirrorExperiment, was 'MirorExperiment'"),
            Broken.replacing("kind: MirrorExperiment", "kind: Deployment")
                    .says(
                            "line 2, column 7: kind: is 'Deployment', which is not read here; an experiment has kind: MirrorExperiment and apiVersion: mirror-experiment.io/v1"),
            Broken.replacing("kind: MirrorExperiment\n", "")
                    .says("line 1, column 1: kind: is missing; write kind: MirrorExperiment"),
            Broken.replacing("  name: reviews-v2\n", "")
                    .says("line 4, column 3: metadata.name: is missing; name the experiment, as in name: reviews-v2"),
            Broken.replacing("name: reviews-v2", "name: Reviews_V2")
                    .says(
                            "line 4, column 9: metadata.name: must be lower-case letters, digits, '-' and '.', begin and end with a letter or digit (RFC 1123), at most 63 characters; was 'Reviews_V2'"),
            Broken.replacing("namespace: shop", "namespace: shop.eu")
                    .says(
                            "line 5, column 14: metadata.namespace: must be lower-case letters, digits and '-', begin and end with a letter or digit (RFC 1123), at most 63 characters; was 'shop.eu'"),
            Broken.replacing("namespace: shop", "labels: {team: a}")
                    .says("line 5, column 3: metadata.labels: unknown word 'labels'; allowed: name, namespace"),
            Broken.replacing("  service: reviews\n", "")
                    .says(
                            "line 7, column 3: spec.service: is missing; name the Kubernetes Service that clients call, as in service: reviews"),
            Broken.replacing("service: reviews", "servce: reviews")
                    .says("line 7, column 3: spec.servce: unknown word 'servce'; did you mean service?"),
            Broken.replacing("service: reviews", "service: [reviews]")
                    .says("line 7, column 12: spec.service: must be text, not a list"),
            Broken.replacing("service: reviews", "service: 42")
                    .says(
                            "line 7, column 12: spec.service: must be text, and YAML takes 42 for a number; write \"42\" in quotes"),
            Broken.replacing("service: reviews", "service:")
                    .says("line 7, column 11: spec.service: has no value; write one, or remove the line"),
            Broken.replacing("  live: {version: v1}\n", "")
                    .says(
                            "line 7, column 3: spec.live: is missing; say which version serves now: live: {version: v1} (value of the label version), live: {deployment: reviews-v1} or live: {revision: reviews-00001} (Knative)"),
            Broken.replacing("live: {version: v1}", "live: {}")
                    .says("line 8, column 9: spec.live: names no version; write version: v1 or deployment: reviews-v1"),
            Broken.replacing("live: {version: v1}", "live: {version: v1, deployment: reviews-v1}")
                    .says("line 8, column 9: spec.live: has version and deployment at once; keep one of them"),
            Broken.replacing("live: {version: v1}", "live: {version: 1.10}")
                    .says(
                            "line 8, column 19: spec.live.version: must be text, and YAML takes 1.10 for a number; write \"1.10\" in quotes"),
            Broken.replacing("live: {version: v1}", "live: v1")
                    .says(
                            "line 8, column 9: spec.live: must hold fields (version, deployment, revision, serving), not text"),
            Broken.replacing(
                            "live: {version: v1}",
                            "live: {revision: reviews-00001}",
                            "reporter: destination",
                            "reporter: queue-proxy")
                    .andBeyondSchema()
                    .says(
                            "line 9, column 9: spec.dark: must be a revision too, as live is: write dark: {revision: …}, with image: … for one that is not there yet"),
            Broken.replacing(
                            "live: {version: v1}",
                            "live: {revision: reviews-00001}",
                            "dark: {version: v2, image: example/reviews:2.0, readyWithin: 3m}",
                            "dark: {revision: reviews-00002}",
                            "via: istio",
                            "via: contour")
                    .andBeyondSchema()
                    .says(
                            "line 11, column 10: spec.mirror.via: cannot tell Knative revisions apart; they are mirrored with Istio: write istio",
                            "line 14, column 12: spec.mirror.route: has no meaning for Knative revisions: every route that leads to the Service is mirrored",
                            "line 23, column 17: spec.metrics.prometheus.reporter: must be queue-proxy, was 'destination'"),
            Broken.replacing("reporter: destination", "reporter: queue-proxy")
                    .andBeyondSchema()
                    .says(
                            "line 23, column 17: spec.metrics.prometheus.reporter: queue-proxy tells of Knative revisions only; point at the versions with revision:, or write destination"),
            Broken.replacing("live: {version: v1}", "live: {version: v1, revision: reviews-00001}")
                    .says(
                            "line 8, column 9: spec.live: has version and revision at once; keep one of them",
                            "line 9, column 9: spec.dark: must be a revision too, as live is: write dark: {revision: …}, with image: … for one that is not there yet",
                            "line 23, column 17: spec.metrics.prometheus.reporter: must be queue-proxy, was 'destination'"),
            Broken.replacing("live: {version: v1}", "live: {version: v2}")
                    .andBeyondSchema()
                    .says(
                            "line 9, column 19: spec.dark.version: is the live version too; the dark one must be another"),
            Broken.replacing(
                            "dark: {version: v2, image: example/reviews:2.0, readyWithin: 3m}\n",
                            "dark: {readyWithin: 3m}\n")
                    .says(
                            "line 9, column 9: spec.dark: names no version; write version and image (the live version cloned with that image), revision and image (a new revision of a Knative Service), manifest (a file), or version, deployment or revision alone (there already)"),
            Broken.replacing("version: v2, image", "image")
                    .says(
                            "line 9, column 9: spec.dark.version: is missing; the clone with the new image needs a label of its own, as in version: v2"),
            Broken.replacing("image: example/reviews:2.0", "image: 'Example/reviews 2'")
                    .says(
                            "line 9, column 30: spec.dark.image: must be an image, as in registry.example.com/team/reviews:2.0, at most 512 characters; was 'Example/reviews 2'"),
            Broken.replacing("version: v2, image: example/reviews:2.0", "deployment: reviews-v2, container: reviews")
                    .says(
                            "line 9, column 45: spec.dark.container: says which container of a clone gets the image: it goes with version and image"),
            Broken.replacing("image: example/reviews:2.0", "image: example/reviews:2.0, container: Reviews")
                    .says(
                            "line 9, column 62: spec.dark.container: must be lower-case letters, digits and '-', begin and end with a letter or digit (RFC 1123), at most 63 characters; was 'Reviews'"),
            Broken.replacing("image: example/reviews:2.0", "manifest: dark.yaml")
                    .says(
                            "line 9, column 9: spec.dark: has version and manifest at once; write version and image (the live version cloned with that image), revision and image (a new revision of a Knative Service), manifest (a file), or version, deployment or revision alone (there already)",
                            "line 9, column 33: spec.dark.manifest: can't be read: there is no file resources/examples/dark.yaml"),
            Broken.replacing("version: v2, image: example/reviews:2.0", "manifest: dark.yaml")
                    .andBeyondSchema()
                    .says(
                            "line 9, column 20: spec.dark.manifest: can't be read: there is no file resources/examples/dark.yaml"),
            Broken.replacing("version: v2, image: example/reviews:2.0", "manifest: adopted.yaml")
                    .andBeyondSchema()
                    .says(
                            "line 9, column 20: spec.dark.manifest: must hold exactly one Deployment, the dark version; 'adopted.yaml' holds none"),
            Broken.replacing("readyWithin: 3m", "readyWithin: 3")
                    .says(
                            "line 9, column 64: spec.dark.readyWithin: has no unit; write 3s for seconds, or 3ms, 3m, 3h"),
            Broken.replacing("readyWithin: 3m", "readyWithin: 3 minutes")
                    .says(
                            "line 9, column 64: spec.dark.readyWithin: must be a duration, not '3 minutes'; write it with units, as in 10s, 1m30s, 500ms or 24h"),
            Broken.replacing("readyWithin: 3m", "readyWithin: 0s")
                    .says("line 9, column 64: spec.dark.readyWithin: must be from 1ms to 720h, was '0s'"),
            Broken.replacing("readyWithin: 3m", "readyWithin: 999h")
                    .andBeyondSchema()
                    .says("line 9, column 64: spec.dark.readyWithin: must be from 1ms to 720h, was '999h'"),
            Broken.replacing("via: istio", "via: linkerd")
                    .says(
                            "line 11, column 10: spec.mirror.via: unknown word 'linkerd'; allowed: istio, gateway-api, contour, traefik, existing, auto"),
            Broken.replacing(
                            "via: istio",
                            "via: gateway-api",
                            "{mode: manual, expires: 1h, keepOld: 0s}",
                            "{mode: auto, steps: [50, 100]}")
                    .andBeyondSchema()
                    .says(
                            "line 30, column 34: spec.promotion.steps: need weights, and with via: gateway-api live traffic goes over at once, by the selector of the Service"),
            Broken.replacing("via: istio", "via: existing")
                    .says(
                            "line 11, column 10: spec.mirror.via: existing needs a dark version that is there already: name it in spec.dark by version or deployment alone, without image or manifest",
                            "line 12, column 14: spec.mirror.percent: is decided by your own route with via: existing; remove it here",
                            "line 13, column 14: spec.mirror.methods: is decided by your own route with via: existing; remove it here",
                            "line 15, column 13: spec.mirror.settle: is decided by your own route with via: existing; remove it here"),
            Broken.replacing("percent: 40", "percent: 140")
                    .says(
                            "line 12, column 14: spec.mirror.percent: must be over 0 and at most 100 (percent of the live requests), was 140"),
            Broken.replacing("percent: 40", "percent: 0")
                    .says(
                            "line 12, column 14: spec.mirror.percent: must be over 0 and at most 100 (percent of the live requests), was 0"),
            Broken.replacing("percent: 40", "percent: '40'")
                    .says("line 12, column 14: spec.mirror.percent: must be a number; write it without quotes: 40"),
            Broken.replacing("percent: 40", "percent: 40%")
                    .says("line 12, column 14: spec.mirror.percent: must be a number, not '40%'"),
            Broken.replacing("percent: 40", "percent: .nan")
                    .andBeyondSchema()
                    .says("line 12, column 14: spec.mirror.percent: must be a number, not '.nan'"),
            Broken.replacing("percent: 40", "percent: 40\n    percent: 50")
                    .andBeyondSchema()
                    .says("line 13, column 5: spec.mirror.percent: is there twice; keep one of the two"),
            Broken.replacing("percent: 40", "mirrorPercentage: 40")
                    .says(
                            "line 12, column 5: spec.mirror.mirrorPercentage: unknown word 'mirrorPercentage'; here it is percent"),
            Broken.replacing("methods: [GET, HEAD]", "methods: GET")
                    .says(
                            "line 13, column 14: spec.mirror.methods: must be a list in brackets or with dashes, not 'GET'"),
            Broken.replacing("methods: [GET, HEAD]", "methods: []")
                    .says(
                            "line 13, column 14: spec.mirror.methods: names no method, so nothing would be copied; name some, or remove the line"),
            Broken.replacing("methods: [GET, HEAD]", "methods: [get, GETS]")
                    .says(
                            "line 13, column 15: spec.mirror.methods[0]: unknown word 'get'; did you mean GET?",
                            "line 13, column 20: spec.mirror.methods[1]: unknown word 'GETS'; did you mean GET?"),
            Broken.replacing("methods: [GET, HEAD]", "methods: [GET, GET]")
                    .says("line 13, column 20: spec.mirror.methods[1]: GET is there twice; keep one of the two"),
            Broken.replacing("methods: [GET, HEAD]", "methods: [GET, '*']")
                    .says(
                            "line 13, column 20: spec.mirror.methods[1]: * stands for every method; write it alone: methods: [\"*\"]"),
            Broken.replacing("methods: [GET, HEAD]", "methods: [*]")
                    .andBeyondSchema()
                    .says(
                            "line 13, column 16: this is not YAML: a * or & that names nothing; to mean the character itself, write \"*\" in quotes"),
            Broken.replacing("route: reviews", "route: /reviews")
                    .says(
                            "line 14, column 12: spec.mirror.route: must be lower-case letters, digits, '-' and '.', begin and end with a letter or digit (RFC 1123), at most 253 characters; was '/reviews'"),
            Broken.replacing("settle: 5s", "settle: -5s")
                    .says(
                            "line 15, column 13: spec.mirror.settle: must be a duration, not '-5s'; write it with units, as in 10s, 1m30s, 500ms or 24h"),
            Broken.replacing("url: https://prometheus.example.com", "url: https://me:secret@prometheus.example.com")
                    .says(
                            "line 19, column 12: spec.metrics.prometheus.url: must not hold a user or a password; use auth, which names a Secret"),
            Broken.replacing("  metrics:\n", "  metrics:\n    accessLogs: {container: proxy}\n")
                    .says(
                            "line 18, column 17: spec.metrics.accessLogs.from: is missing; write from: pods, or from: files with live and dark"),
            query("{jq: .v}", "")
                    .says(
                            "line 19, column 14: spec.metrics.queries.depth.url: is missing; write the whole address that is asked"),
            query("{url: 'http://q', jq: .v, method: PUT}", "")
                    .says(
                            "line 19, column 48: spec.metrics.queries.depth.method: unknown word 'PUT'; allowed: GET, POST"),
            query("{url: 'http://q', jq: .v, body: '{}'}", "")
                    .says(
                            "line 19, column 46: spec.metrics.queries.depth.body: belongs to method: POST; write that, or remove the body"),
            query("{url: 'http://u:p@q', jq: .v}", "")
                    .says(
                            "line 19, column 20: spec.metrics.queries.depth.url: must not hold a user or a password; write auth: basic, and where they are under secrets"),
            query("{url: 'http://q?api_key=hunter2', jq: .v}", "")
                    .andBeyondSchema()
                    .says(
                            "line 19, column 20: spec.metrics.queries.depth.url: would put a secret into the spec; write ${key} for it, and where it is under secrets"),
            query("{url: 'http://q', jq: .v, headers: {DD-API-KEY: hunter2}}", "")
                    .andBeyondSchema()
                    .says(
                            "line 19, column 62: spec.metrics.queries.depth.headers.DD-API-KEY: would put a secret into the spec; write ${key} for it, and where it is under secrets"),
            query("{url: 'http://q', jq: .v, params: {token: hunter2}}", "")
                    .andBeyondSchema()
                    .says(
                            "line 19, column 56: spec.metrics.queries.depth.params.token: would put a secret into the spec; write it into the url, as in ?token=${key}, and where it is under secrets"),
            query("{url: 'http://q', jq: .v, headers: {X-A: $key}}", "")
                    .andBeyondSchema()
                    .says(
                            "line 19, column 55: spec.metrics.queries.depth.headers.X-A: $key names no secret of this query; write where it is under secrets; for a dollar write $$"),
            query("{url: 'http://q', jq: .v, params: {q: 'x{a=$revision}'}}", "")
                    .andBeyondSchema()
                    .says(
                            "line 19, column 52: spec.metrics.queries.depth.params.q: $revision has no value; there are elapsedTime, from, interval, name, namespace, to, and metrics.variables adds more; for a dollar write $$"),
            query("{url: 'http://q', jq: .v, auth: basic}", "")
                    .andBeyondSchema()
                    .says(
                            "line 19, column 46: spec.metrics.queries.depth.auth: signs in with the secrets username and password; name both under secrets"),
            Broken.replacing("  metrics:\n", "  metrics:\n    queries: {error-rate: {url: 'http://q', jq: .v}}\n")
                    .says(
                            "line 18, column 27: spec.metrics.queries.error-rate: is the name of a metric of the catalogue, which counters tell; give the query another name"),
            Broken.replacing("  metrics:\n", "  metrics:\n    variables: {a: b}\n")
                    .says(
                            "line 18, column 16: spec.metrics.variables: belongs to queries, and there are none; remove it"),
            query("{url: 'http://q', jq: .v}", ", {metric: depth, maxIncreaseVsLive: 1}")
                    .says(
                            "line 30, column 40: spec.objectives[2].maxIncreaseVsLive: can't be had of a query, which is asked of the dark version only; write upperLimit or lowerLimit"),
            query("{url: 'http://q', jq: .v}", ", {metric: deepth, upperLimit: 1}")
                    .andBeyondSchema()
                    .says(
                            "line 30, column 14: spec.objectives[2].metric: unknown metric 'deepth'; catalogue: request-count, error-count, error-rate, latency-mean, latency-p95 (or another percentile); queries: depth"),
            Broken.replacing("  metrics:\n", "  metrics:\n    accessLogs: {from: pods, live: a.log}\n")
                    .says("line 18, column 36: spec.metrics.accessLogs.live: belongs to from: files; remove it"),
            Broken.replacing(
                            "  metrics:\n",
                            "  metrics:\n    accessLogs: {from: files, live: a.log, container: b, within: 0s}\n")
                    .says(
                            "line 18, column 17: spec.metrics.accessLogs.dark: is missing; name the file that holds the dark version's access log",
                            "line 18, column 55: spec.metrics.accessLogs.container: belongs to from: pods; remove it",
                            "line 18, column 66: spec.metrics.accessLogs.within: must be from 1ms to 720h, was '0s'"),
            Broken.replacing("  metrics:\n", "  metrics:\n    direct: {}\n")
                    .says(
                            "line 20, column 7: spec.metrics.prometheus: belongs to a spec without direct: keep the one that counters are to be read from"),
            Broken.replacing(PROMETHEUS, "    direct: {via: proxy, port: 0, path: stats, url: x}\n")
                    .says(
                            "line 18, column 19: spec.metrics.direct.via: unknown word 'proxy'; allowed: api-server, network",
                            "line 18, column 32: spec.metrics.direct.port: must be a whole number from 1 to 65535, was 0",
                            "line 18, column 41: spec.metrics.direct.path: must be a path as in /stats/prometheus: letters, digits, '-', '.', '_', '~', '/', at most 512 characters; was 'stats'",
                            "line 18, column 48: spec.metrics.direct.url: unknown word 'url'; allowed: via, port, path, timeout, errors"),
            Broken.replacing(
                            PROMETHEUS,
                            "    direct: {}\n",
                            "live: {version: v1}",
                            "live: {revision: r1}",
                            "dark: {version: v2, image: example/reviews:2.0, readyWithin: 3m}",
                            "dark: {revision: r2}")
                    .andBeyondSchema()
                    .says(
                            "line 14, column 12: spec.mirror.route: has no meaning for Knative revisions: every route that leads to the Service is mirrored",
                            "line 18, column 13: spec.metrics.direct: of Knative revisions is not in this version; write prometheus: {url: …}"),
            Broken.replacing("url: https://prometheus.example.com", "url: prometheus.example.com")
                    .says(
                            "line 19, column 12: spec.metrics.prometheus.url: must begin with http:// or https:// and a host, as in http://prometheus.istio-system:9090"),
            Broken.replacing("url: https://prometheus.example.com", "url: https://prometheus.example.com/api/v1/query")
                    .says(
                            "line 19, column 12: spec.metrics.prometheus.url: must be the address before /api/v1; that part is added when a question is asked"),
            Broken.replacing("      url: https://prometheus.example.com\n", "")
                    .says(
                            "line 19, column 7: spec.metrics.prometheus.url: is missing; write its address, as in url: http://prometheus.istio-system:9090"),
            Broken.replacing("auth: {bearerFrom: prom-token}", "auth: {token: abc}")
                    .says(
                            "line 20, column 14: spec.metrics.prometheus.auth.token: unknown word 'token'; here it is bearerFrom, the name of a Secret; the secret itself never stands in a spec"),
            Broken.replacing(
                            "auth: {bearerFrom: prom-token}",
                            "auth: {bearerFrom: prom-token, basic: {user: gate, passwordFrom: login}}")
                    .says(
                            "line 20, column 13: spec.metrics.prometheus.auth: has both basic and bearerFrom; keep one of the two"),
            Broken.replacing("auth: {bearerFrom: prom-token}", "auth: {basic: {user: gate}}")
                    .says(
                            "line 20, column 21: spec.metrics.prometheus.auth.basic.passwordFrom: is missing; name the Secret, as in passwordFrom: prom-login"),
            Broken.replacing("auth: {bearerFrom: prom-token}", "auth: {bearerFrom: {secret: a, file: b}}")
                    .says(
                            "line 20, column 26: spec.metrics.prometheus.auth.bearerFrom: must hold one of secret, and key if it is not token, file, or credential"),
            Broken.replacing("auth: {bearerFrom: prom-token}", "auth: {bearerFrom: eyJhbGciOiJIUzI1NiJ9.e30.AA_}")
                    .says(
                            "line 20, column 26: spec.metrics.prometheus.auth.bearerFrom: must be the name of a Kubernetes Secret, not the secret itself; or write {secret: …, key: …} or {file: …}"),
            Broken.replacing("headers: {X-Scope-OrgID: shop}", "headers: {Authorization: Bearer abc}")
                    .says(
                            "line 22, column 32: spec.metrics.prometheus.headers.Authorization: would put a secret into the spec; use auth, which names a Secret"),
            Broken.replacing("headers: {X-Scope-OrgID: shop}", "headers: {X-Scope-OrgID: 12}")
                    .says(
                            "line 22, column 32: spec.metrics.prometheus.headers.X-Scope-OrgID: must be text of printable ASCII characters, in quotes if it looks like a number"),
            Broken.replacing("reporter: destination", "reporter: source")
                    .says(
                            "line 23, column 17: spec.metrics.prometheus.reporter: source sees none of the mirrored requests: Istio reports copies at the destination only; write destination, or waypoint for an ambient mesh"),
            Broken.replacing("      auth: {bearerFrom: prom-token}\n", "      client: {certificateFrom: gate-cert}\n")
                    .says(
                            "line 20, column 15: spec.metrics.prometheus.client.keyFrom: is missing; name the Secret that holds the private key"),
            Broken.replacing(
                            "  objectives:\n  - {metric: error-rate, upperLimit: 0.01}\n  - {metric: latency-mean, upperLimit: 50, cap: 1000}\n",
                            "")
                    .says(
                            "line 7, column 3: spec.objectives: is missing; without an objective nothing can conform; write at least one, as in - {metric: error-rate, upperLimit: 0.01}"),
            Broken.replacing(
                            "  objectives:\n  - {metric: error-rate, upperLimit: 0.01}\n  - {metric: latency-mean, upperLimit: 50, cap: 1000}\n",
                            "  objectives: []\n")
                    .says(
                            "line 25, column 15: spec.objectives: is empty; without an objective nothing can conform; write at least one, as in - {metric: error-rate, upperLimit: 0.01}"),
            Broken.replacing("metric: error-rate", "metric: eror-rate")
                    .says(
                            "line 26, column 14: spec.objectives[0].metric: unknown metric 'eror-rate'; did you mean error-rate? catalogue: request-count, error-count, error-rate, latency-mean, latency-p95 (or another percentile)"),
            Broken.replacing("metric: error-rate", "metric: 95th-percentile-tail-latency")
                    .says(
                            "line 26, column 14: spec.objectives[0].metric: unknown metric '95th-percentile-tail-latency'; did you mean latency-p95? catalogue: request-count, error-count, error-rate, latency-mean, latency-p95 (or another percentile)"),
            Broken.replacing("metric: error-rate", "metric: latency-p100")
                    .says(
                            "line 26, column 14: spec.objectives[0].metric: must be a percentile over 0 and under 100 with at most four decimals, as in latency-p99.9, was 'latency-p100'"),
            Broken.replacing("metric: error-rate", "metric: cpu")
                    .says(
                            "line 26, column 14: spec.objectives[0].metric: unknown metric 'cpu'; catalogue: request-count, error-count, error-rate, latency-mean, latency-p95 (or another percentile)"),
            Broken.replacing("upperLimit: 0.01", "upper_limit: 0.01")
                    .says(
                            "line 26, column 26: spec.objectives[0].upper_limit: unknown word 'upper_limit'; did you mean upperLimit? allowed: metric, upperLimit, lowerLimit, maxIncreaseVsLive, cap"),
            Broken.replacing("upperLimit: 0.01", "upperLimit: 1")
                    .says(
                            "line 26, column 38: spec.objectives[0].upperLimit: is 1, so every request might fail and the objective could never be breached; error-rate is a fraction: write 0.01 for 1 %"),
            Broken.replacing("upperLimit: 0.01", "upperLimit: 5")
                    .says(
                            "line 26, column 38: spec.objectives[0].upperLimit: must be a fraction of the requests from 0 to 1, was 5; for 5 % write 0.05"),
            Broken.replacing("upperLimit: 0.01", "upperLimit: '1%'")
                    .says(
                            "line 26, column 38: spec.objectives[0].upperLimit: must be a fraction, not a percentage; for 1 % write 0.01"),
            Broken.replacing("upperLimit: 0.01", "upperLimit: -0.1")
                    .says("line 26, column 38: spec.objectives[0].upperLimit: must not be negative, was -0.1"),
            Broken.replacing("upperLimit: 0.01", "upperLimit: .inf")
                    .says("line 26, column 38: spec.objectives[0].upperLimit: must be a number, not '.inf'"),
            Broken.replacing("upperLimit: 0.01", "lowerLimit: 0")
                    .says(
                            "line 26, column 38: spec.objectives[0].lowerLimit: is 0, so the objective could never be breached; write a limit over 0, or remove it"),
            Broken.replacing("upperLimit: 0.01", "upperLimit: 0.01, lowerLimit: 0.5")
                    .andBeyondSchema()
                    .says(
                            "line 26, column 56: spec.objectives[0].lowerLimit: is over upperLimit; no value could meet both"),
            Broken.replacing("upperLimit: 0.01", "cap: 3")
                    .says(
                            "line 26, column 5: spec.objectives[0]: has no limit; write upperLimit, lowerLimit or maxIncreaseVsLive",
                            "line 26, column 31: spec.objectives[0].cap: belongs to latency-mean only; remove it"),
            Broken.replacing("error-rate, upperLimit: 0.01", "request-count, maxIncreaseVsLive: 10")
                    .says(
                            "line 26, column 48: spec.objectives[0].maxIncreaseVsLive: does not fit request-count: the dark version gets a share of the requests only; compare error-rate instead"),
            Broken.replacing("upperLimit: 50", "upperLimit: 50ms")
                    .says(
                            "line 27, column 40: spec.objectives[1].upperLimit: must be a number of milliseconds; for 50ms write 50"),
            Broken.replacing("cap: 1000", "cap: 50")
                    .andBeyondSchema()
                    .says(
                            "line 27, column 49: spec.objectives[1].cap: must be over upperLimit; with a lower cap the objective could never be breached"),
            Broken.replacing("cap: 1000}", "cap: 1000}\n  - {metric: error-rate, upperLimit: 0.02}")
                    .andBeyondSchema()
                    .says(
                            "line 28, column 5: spec.objectives[2]: limits error-rate in the same way as spec.objectives[0]; keep the one that you mean"),
            Broken.replacing("interval: 10s", "interval: 500ms")
                    .andBeyondSchema()
                    .says("line 28, column 24: spec.duration.interval: must be from 1s to 720h, was '500ms'"),
            Broken.replacing("interval: 10s", "interval: 10")
                    .says(
                            "line 28, column 24: spec.duration.interval: has no unit; write 10s for seconds, or 10ms, 10m, 10h"),
            Broken.replacing("iterations: 60", "iterations: 0")
                    .says(
                            "line 28, column 41: spec.duration.iterations: must be a whole number from 1 to 1000000, was 0"),
            Broken.replacing("iterations: 60", "iterations: 2.5")
                    .says(
                            "line 28, column 41: spec.duration.iterations: must be a whole number from 1 to 1000000, was 2.5"),
            Broken.replacing("iterations: 60", "iterations: 400000")
                    .andBeyondSchema()
                    .says(
                            "line 28, column 13: spec.duration: is 1111h7m10s in all, interval × (warmUp + iterations); at most 720h are possible"),
            Broken.replacing("warmUp: 3", "warmup: 3")
                    .says(
                            "line 28, column 45: spec.duration.warmup: unknown word 'warmup'; did you mean warmUp? allowed: interval, iterations, warmUp"),
            Broken.replacing("rule: point", "rule: sequential")
                    .andBeyondSchema()
                    .says(
                            "line 29, column 42: spec.decision.failFast: belongs to the point rule; the sequential rule always ends as soon as the evidence suffices: remove it"),
            Broken.replacing("rule: point", "rule: bayes")
                    .says("line 29, column 20: spec.decision.rule: unknown word 'bayes'; allowed: sequential, point"),
            Broken.replacing("rule: point", "rule: point, soak: 2m, falsePromotion: 0.01")
                    .andBeyondSchema()
                    .says(
                            "line 29, column 33: spec.decision.soak: belongs to the sequential rule; remove it, or write rule: sequential",
                            "line 29, column 53: spec.decision.falsePromotion: belongs to the sequential rule; remove it, or write rule: sequential"),
            Broken.replacing("rule: point, failFast: false", "soak: 10m")
                    .andBeyondSchema()
                    .says(
                            "line 29, column 20: spec.decision.soak: is 10m, and the run has only 10m after warm-up, so nothing could be promoted; give it more iterations, or a shorter soak, as in soak: 0s: then the verdict speaks for the little traffic that was seen"),
            Broken.replacing("rule: point, failFast: false", "falsePromotion: 1, falseRollback: 0")
                    .says(
                            "line 29, column 30: spec.decision.falsePromotion: must be a chance over 0 and at most 0.5, was 1; for 1 % write 0.01",
                            "line 29, column 48: spec.decision.falseRollback: must be a chance over 0 and at most 0.5, was 0; for 1 % write 0.01"),
            Broken.replacing("rule: point, failFast: false", "tolerance: 2, burstFactor: 0.5")
                    .says(
                            "line 29, column 25: spec.decision.tolerance: must be from 0 to 1, was 2",
                            "line 29, column 41: spec.decision.burstFactor: must be from 1 to 1000, was 0.5"),
            Broken.replacing("failFast: false", "failFast: no")
                    .says(
                            "line 29, column 37: spec.decision.failFast: must be true or false, without quotes, not 'no'"),
            Broken.replacing("mode: manual", "mode: automatic")
                    .says(
                            "line 30, column 21: spec.promotion.mode: unknown word 'automatic'; allowed: auto, manual, none"),
            Broken.replacing("mode: manual", "mode: auto")
                    .says(
                            "line 30, column 36: spec.promotion.expires: belongs to mode: manual; with auto nobody is waited for"),
            Broken.replacing("mode: manual", "mode: none")
                    .says(
                            "line 30, column 36: spec.promotion.expires: belongs to mode: manual; with none nobody is waited for",
                            "line 30, column 49: spec.promotion.keepOld: has no meaning with mode: none; remove it"),
            told("[]")
                    .says(
                            "line 33, column 18: spec.notifications: tells nobody; write one receiver, as in - slack: {urlFrom: team-hook}, or remove it"),
            told("[{}]")
                    .says(
                            "line 33, column 19: spec.notifications[0]: must hold one of webhook and slack; more receivers are more items of the list"),
            told("[{webhook: {urlFrom: a}, slack: {urlFrom: b}}]")
                    .says(
                            "line 33, column 19: spec.notifications[0]: must hold one of webhook and slack; more receivers are more items of the list"),
            told("[{webhook: {events: [judged]}}]")
                    .says(
                            "line 33, column 29: spec.notifications[0].webhook.urlFrom: is missing; name the Secret that holds the address, or write a url that is none itself"),
            told("[{webhook: {url: 'https://a.example.com', urlFrom: b}}]")
                    .says(
                            "line 33, column 29: spec.notifications[0].webhook: has both url and urlFrom; keep one of the two"),
            told("[{webhook: {url: ci.example.com/hook}}]")
                    .says(
                            "line 33, column 35: spec.notifications[0].webhook.url: must be an address that begins with http:// or https:// and a host, as in https://ci.example.com/hook"),
            told("[{webhook: {url: 'https://me:pw@ci.example.com'}}]")
                    .says(
                            "line 33, column 35: spec.notifications[0].webhook.url: must not hold a user or a password; use auth, which names a Secret"),
            told("[{webhook: {url: 'https://hooks.slack.com/services/T0/B0/x'}}]")
                    .says(
                            "line 33, column 35: spec.notifications[0].webhook.url: is itself a secret, because everybody who knows it can write there; put it into a Secret and name that: urlFrom: <Secret>"),
            told("[{webhook: {url: 'https://chat.example.com/hooks/4xkp9bqd3jrrx8e6m1ofdw7t5h'}}]")
                    .andBeyondSchema()
                    .says(
                            "line 33, column 35: spec.notifications[0].webhook.url: is itself a secret, because everybody who knows it can write there; put it into a Secret and name that: urlFrom: <Secret>"),
            told("[{webhook: {url: 'https://ci.example.com/hook?token=abc'}}]")
                    .andBeyondSchema()
                    .says(
                            "line 33, column 35: spec.notifications[0].webhook.url: is itself a secret, because everybody who knows it can write there; put it into a Secret and name that: urlFrom: <Secret>"),
            told("[{webhook: {urlFrom: 'https://ci.example.com'}}]")
                    .says(
                            "line 33, column 39: spec.notifications[0].webhook.urlFrom: must be the name of a Kubernetes Secret, not the secret itself; or write {secret: …, key: …} or {file: …}"),
            told("[{webhook: {urlFrom: a, events: [rolledback]}}]")
                    .says(
                            "line 33, column 51: spec.notifications[0].webhook.events[0]: unknown word 'rolledback'; did you mean rolledBack?"),
            told("[{webhook: {urlFrom: a, events: []}}]")
                    .says(
                            "line 33, column 50: spec.notifications[0].webhook.events: tells of nothing; name some, or remove it to tell of everything"),
            told("[{webhook: {urlFrom: a, verdicts: [pass]}}]")
                    .says(
                            "line 33, column 53: spec.notifications[0].webhook.verdicts[0]: unknown word 'pass'; allowed: undecided, conforms, violates, inconclusive"),
            told("[{webhook: {urlFrom: a, headers: {X-Api-Key: k}}}]")
                    .andBeyondSchema()
                    .says(
                            "line 33, column 63: spec.notifications[0].webhook.headers.X-Api-Key: would put a secret into the spec; write it under headersFrom, which names a Secret"),
            told("[{webhook: {urlFrom: a, headers: {Webhook-Id: k}}}]")
                    .says(
                            "line 33, column 64: spec.notifications[0].webhook.headers.Webhook-Id: is written by the run itself; remove it"),
            told("[{webhook: {urlFrom: a, body: '{}', content: own}}]")
                    .says(
                            "line 33, column 29: spec.notifications[0].webhook: has both content and body; keep one of the two"),
            told("[{webhook: {urlFrom: a, body: '$winner'}}]")
                    .andBeyondSchema()
                    .says(
                            "line 33, column 48: spec.notifications[0].webhook.body: $winner has no value; there are run, experiment, namespace, service, event, at, verdict, cause, outcome, sentence, link; for a dollar write $$"),
            told("[{webhook: {urlFrom: a, method: GET, body: '{}'}}]")
                    .says(
                            "line 33, column 61: spec.notifications[0].webhook.body: belongs to method: POST; write that, or remove the body"),
            told("[{webhook: {urlFrom: a, content: iter8}}]")
                    .says("line 33, column 51: spec.notifications[0].webhook.content: must be own, was 'iter8'"),
            told("[{slack: {url: 'https://hooks.slack.com/services/T0/B0/x'}}]")
                    .says(
                            "line 33, column 33: spec.notifications[0].slack.url: is itself a secret, because everybody who knows it can write there; put it into a Secret and name that: urlFrom: <Secret>"),
            told("[{slack: {channel: c}}]")
                    .says(
                            "line 33, column 27: spec.notifications[0].slack.urlFrom: is missing; name the Secret that holds the webhook's address, or write tokenFrom and channel for a bot"),
            told("[{slack: {tokenFrom: t}}]")
                    .says(
                            "line 33, column 27: spec.notifications[0].slack.channel: is missing; a bot needs to know where to write, as in channel: \"#releases\""),
            told("[{slack: {urlFrom: a, tokenFrom: t, channel: c}}]")
                    .says(
                            "line 33, column 27: spec.notifications[0].slack: has both urlFrom and tokenFrom; keep one of the two"),
            told("[{slack: {urlFrom: a, api: 'https://slack-gov.com/api'}}]")
                    .says("line 33, column 45: spec.notifications[0].slack.api: belongs to tokenFrom; remove it"),
            Broken.replacing("baseline: 1m}", "baseline: 1m}\n  gitops: print")
                    .says(
                            "line 33, column 11: spec.gitops: print leaves the promotion to your commit, so nobody is waited for and no steps are taken; write promotion: auto to have it printed, or none"),
            Broken.replacing("baseline: 1m}", "baseline: 1m}\n  suspend: yes")
                    .says("line 33, column 12: spec.suspend: must be true or false, without quotes, not 'yes'"),
            Broken.replacing("baseline: 1m}", "baseline: 1m}\n  gitops: prnt")
                    .says(
                            "line 33, column 11: spec.gitops: unknown word 'prnt'; did you mean print? allowed: refuse, patch, print"),
            Broken.replacing("then: hold", "then: rollBack")
                    .says(
                            "line 31, column 45: spec.onInconclusive.holdFor: belongs to then: hold; a rollback does not wait"),
            Broken.replacing("then: hold", "then: rollback")
                    .says(
                            "line 31, column 26: spec.onInconclusive.then: unknown word 'rollback'; did you mean rollBack? allowed: rollBack, hold"),
            Broken.replacing("protection: {baseline: 1m}", "requires: {within: 1m}")
                    .says(
                            "line 32, column 13: spec.requires.objects: is missing; list what must be there, as in - {kind: deploy,"
                                    + " name: reviews-v2, condition: Available}"),
            Broken.replacing("protection: {baseline: 1m}", "requires: {objects: []}")
                    .says(
                            "line 32, column 23: spec.requires.objects: is empty; list what must be there, as in - {kind: deploy,"
                                    + " name: reviews-v2, condition: Available}"),
            Broken.replacing("protection: {baseline: 1m}", "requires: {objects: [{kind: deploy}]}")
                    .says("line 32, column 24: spec.requires.objects[0].name: is missing; name the object"),
            Broken.replacing(
                            "protection: {baseline: 1m}",
                            "requires: {objects: [{kind: deploy, name: a, condition: jsonpath=x}, {kind: '', name: b}]}")
                    .says(
                            "line 32, column 79: spec.requires.objects[1].kind: has no value; write one, or remove the line"),
            Broken.replacing("baseline: 1m", "baseline: 0s")
                    .says("line 32, column 26: spec.protection.baseline: must be from 1ms to 720h, was '0s'"),
            Broken.replacing("  protection:", "  interval: 5s\n  protection:")
                    .says(
                            "line 32, column 3: spec.interval: 'interval' does not belong here; its place is spec.duration.interval"),
            Broken.replacing("  protection:", "\tprotection:")
                    .andBeyondSchema()
                    .says("line 32, column 1: this is not YAML: a tab; indent with spaces"),
            Broken.replacing("protection: {baseline: 1m}", "protection: !!java.io.File {baseline: 1m}")
                    .andBeyondSchema()
                    .says("line 32, column 15: YAML tags (words that begin with !) are not read here; remove it"),
            Broken.replacing("protection: {baseline: 1m}\n", "protection: {baseline: 1m}\n---\nkind: Deployment\n")
                    .andBeyondSchema()
                    .says(
                            "line 34, column 1: a second document begins here; write one experiment per file, and manifests in a file of their own (spec.dark.manifest)"),
            Broken.replacing(
                            "service: reviews",
                            "servce: reviews",
                            "percent: 40",
                            "percent: 400",
                            "metric: error-rate",
                            "metric: error_rate",
                            "interval: 10s",
                            "interval: ten")
                    .says(
                            "line 7, column 3: spec.servce: unknown word 'servce'; did you mean service?",
                            "line 12, column 14: spec.mirror.percent: must be over 0 and at most 100 (percent of the live requests), was 400",
                            "line 26, column 14: spec.objectives[0].metric: unknown metric 'error_rate'; did you mean error-rate? catalogue: request-count, error-count, error-rate, latency-mean, latency-p95 (or another percentile)",
                            "line 28, column 24: spec.duration.interval: must be a duration, not 'ten'; write it with units, as in 10s, 1m30s, 500ms or 24h"));
}
