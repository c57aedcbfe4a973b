package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.run.ObjectTexts;
import io.mirrorexperiment.spec.Iter8MetricObjects;

/**
 * Metric objects of Iter8's in a cluster.
 *
 * @param objects of that kind
 */
record MetricObjects(ObjectTexts objects) implements Iter8MetricObjects {
    static final String GROUP = "iter8.tools";
    static final String KIND = "Metric";

    @Override
    public Found find(String namespace, String name) {
        try {
            if (!objects.served()) {
                return new Found.Missing("the cluster knows no Metric objects of Iter8's (metrics.iter8.tools)");
            }
            return objects.find(namespace, name)
                    .<Found>map(Found.There::new)
                    .orElseGet(() -> new Found.Missing("the cluster has none of that name in namespace " + namespace));
        } catch (ClusterException e) {
            return new Found.Missing("the cluster does not tell: " + e.getMessage());
        }
    }
}
