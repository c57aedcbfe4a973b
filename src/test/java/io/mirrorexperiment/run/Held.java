package io.mirrorexperiment.run;

import io.mirrorexperiment.controller.Settings;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Stands before an API server: counts writes to routes and workloads, and holds one of them before it is done, until it is released. */
final class Held implements AutoCloseable {
    private static final Pattern EFFECT = Pattern.compile("/(virtualservices|destinationrules|deployments)(/|$|\\?)");
    private static final int LONGEST_SECONDS = 60;

    private final int which;
    private int all;
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean held;
    private volatile boolean refusesLeases;

    /**
     * Lets everything pass but one.
     *
     * @param which from 1
     */
    Held(int which) {
        this.which = which;
    }

    /** Whether a request is refused; called by the server before it does it. */
    boolean isRefused(String method, String path) {
        if (!method.equals("GET") && EFFECT.matcher(path).find() && isTheOne()) {
            held = true;
            await();
        }
        return refusesLeases && path.contains("/leases/" + Settings.LEASE);
    }

    private synchronized boolean isTheOne() {
        return ++all == which;
    }

    private void await() {
        try {
            if (!released.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody released it");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isHeld() {
        return held;
    }

    void release() {
        released.countDown();
    }

    void refuseLeases(boolean refuses) {
        refusesLeases = refuses;
    }

    /** How many such writes were asked for. */
    synchronized int all() {
        return all;
    }

    @Override
    public void close() {
        release();
    }
}
