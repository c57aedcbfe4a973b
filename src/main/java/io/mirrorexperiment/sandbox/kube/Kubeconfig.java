package io.mirrorexperiment.sandbox.kube;

/** The file that points kubectl and other clients at this cluster. */
final class Kubeconfig {
    private Kubeconfig() {}

    static String text(String url, String user, String token, String namespace) {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: sandbox
                  cluster:
                    server: %s
                users:
                - name: %s
                  user:
                    token: %s
                contexts:
                - name: sandbox
                  context:
                    cluster: sandbox
                    user: %s
                    namespace: %s
                current-context: sandbox
                """.formatted(url, user, token, user, namespace);
    }
}
