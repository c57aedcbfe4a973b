package io.mirrorexperiment.sandbox.knative;

/** The manifests of seed 001, word for word from its text. */
final class Seed001 {
    private Seed001() {}

    /** Step 4. */
    static final String SERVICE = """
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata:
              name: sample-app
              namespace: default
            spec:
              template:
                metadata:
                  name: sample-app-v1
                spec:
                  containers:
                  - image: gcr.io/knative-samples/knative-route-demo:blue\s
                    env:
                    - name: T_VERSION
                      value: "blue"
            ---
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata:
              name: sample-app
              namespace: default
            spec:
              template:
                metadata:
                  name: sample-app-v2
                spec:
                  containers:
                  - image: gcr.io/knative-samples/knative-route-demo:green\s
                    env:
                    - name: T_VERSION
                      value: "green"
              traffic:
              - revisionName: sample-app-v1
                percent: 100
              - latestRevision: true
                percent: 0
            """;

    /** Step 5. */
    static final String ROUTING_RULES = """
            apiVersion: networking.istio.io/v1alpha3
            kind: VirtualService
            metadata:
              name: example-mirroring
            spec:
              gateways:
              - mesh
              - knative-serving/knative-ingress-gateway
              hosts:
              - example.com
              http:
              - rewrite:
                  authority: example.com
                route:
                - destination:
                    host: knative-local-gateway.istio-system.svc.cluster.local
                mirror:
                  host: knative-local-gateway.istio-system.svc.cluster.local
                mirrorPercent: 40
            ---
            apiVersion: networking.istio.io/v1alpha3
            kind: VirtualService
            metadata:
              name: example-routing
            spec:
              gateways:
              - knative-serving/knative-local-gateway
              hosts:
              - "*"
              http:
              - match:
                - authority:
                    prefix: example.com-shadow
                route:
                - destination:
                    host: sample-app-v2.default.svc.cluster.local
                    port:
                      number: 80
                  headers:
                    request:
                      set:
                        Knative-Serving-Namespace: default
                        Knative-Serving-Revision: sample-app-v2
              - match:
                - authority:
                    prefix: example.com
                route:
                - destination:
                    host: sample-app-v1.default.svc.cluster.local
                    port:
                      number: 80
                  headers:
                    request:
                      set:
                        Knative-Serving-Namespace: default
                        Knative-Serving-Revision: sample-app-v1
            """;

    /** Step 6. */
    static final String CURL = """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: curl
            spec:
              template:
                spec:
                  activeDeadlineSeconds: 6000
                  containers:
                  - name: curl
                    image: tutum/curl
                    command:\s
                    - /bin/sh
                    - -c
                    - |
                      sleep 10.0
                      while true; do
                      curl -sS example.com
                      sleep 0.5
                      done
                  restartPolicy: Never
            """;

    /** Step 7. */
    static final String EXPERIMENT = """
            apiVersion: iter8.tools/v2alpha2
            kind: Experiment
            metadata:
              name: mirroring
            spec:
              target: default/sample-app
              strategy:
                testingPattern: Conformance
                actions:
                  start:
                  - task: knative/init-experiment
              criteria:
                # mean latency of version should be under 50 milliseconds
                # 95th percentile latency should be under 100 milliseconds
                # error rate should be under 1%
                objectives:\s
                - metric: iter8-knative/mean-latency
                  upperLimit: 50
                - metric: iter8-knative/95th-percentile-tail-latency
                  upperLimit: 100
                - metric: iter8-knative/error-rate
                  upperLimit: "0.01"
              duration:
                intervalSeconds: 10
                iterationsPerLoop: 10
              versionInfo:
                # information about version used in this experiment
                baseline:
                  name: current
                  variables:
                  - name: revision
                    value: sample-app-v2
            """;
}
