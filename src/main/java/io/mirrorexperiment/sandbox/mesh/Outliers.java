package io.mirrorexperiment.sandbox.mesh;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which pods of a cluster one proxy has ejected. Errors in a row eject at once, within the greatest share (of one pod among
 * fewer than ten, 10 % is none: Envoy's {@code always_eject_one_host} is off, and istiod leaves it so); pods come back at the
 * first sweep after their time, which is the base time once for each ejection in a row. Thread-safe.
 */
final class Outliers {
    private final Optional<OutlierRule> rule;
    private final long start = System.nanoTime();
    private final Map<Endpoint, Standing> standings = new HashMap<>();

    Outliers(Optional<OutlierRule> rule) {
        this.rule = rule;
    }

    /** How a pod stands. */
    private static final class Standing {
        int errors;
        int gatewayErrors;
        int ejections;
        boolean ejected;
        long until;
    }

    /** Those of the cluster's pods that requests go to: none, if all are ejected. */
    synchronized List<Endpoint> admitted(List<Endpoint> all) {
        if (rule.isEmpty()) {
            return all;
        }
        sweep(rule.get(), all);
        List<Endpoint> healthy = all.stream().filter(pod -> !ejected(pod)).toList();
        boolean panic = healthy.size() * 100.0 < rule.get().leastHealthyPercent() * all.size();
        return panic ? all : healthy;
    }

    private boolean ejected(Endpoint pod) {
        Standing standing = standings.get(pod);
        return standing != null && standing.ejected;
    }

    private void sweep(OutlierRule terms, List<Endpoint> all) {
        standings.keySet().retainAll(all);
        long interval = terms.interval().toNanos();
        long passed = System.nanoTime() - start;
        long last = start + passed / interval * interval;
        for (Standing standing : standings.values()) {
            if (standing.ejected && last - standing.until >= 0) {
                standing.ejected = false;
                standing.until = last;
            } else if (!standing.ejected && standing.ejections > 0 && last - standing.until >= interval) {
                standing.ejections--;
                standing.until = last;
            }
        }
    }

    /**
     * An answer came, or one that the proxy made for want of it.
     *
     * @param all how many pods the cluster has
     */
    synchronized void note(Endpoint pod, int status, int all) {
        if (rule.isEmpty()) {
            return;
        }
        Standing standing = standings.computeIfAbsent(pod, fresh -> new Standing());
        standing.errors = status >= 500 ? standing.errors + 1 : 0;
        standing.gatewayErrors = status >= 502 && status <= 504 ? standing.gatewayErrors + 1 : 0;
        OutlierRule terms = rule.get();
        boolean outlier = (terms.errors() > 0 && standing.errors >= terms.errors())
                || (terms.gatewayErrors() > 0 && standing.gatewayErrors >= terms.gatewayErrors());
        if (outlier) {
            standing.errors = 0;
            standing.gatewayErrors = 0;
            eject(standing, terms, all);
        }
    }

    private void eject(Standing standing, OutlierRule terms, int all) {
        long already = standings.values().stream().filter(one -> one.ejected).count();
        if (!standing.ejected && (already + 1) * 100.0 / all <= terms.mostPercent()) {
            standing.ejected = true;
            standing.ejections++;
            standing.until = System.nanoTime() + terms.time().toNanos() * standing.ejections;
        }
    }
}
