package io.mirrorexperiment.sandbox.mesh;

import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;

/**
 * What all proxies of one mesh share.
 *
 * @param routes what the proxies were told last
 * @param demand which Knative revisions are busy
 * @param couriers carry mirrored copies; a copy for which no courier is free is dropped
 */
record Fabric(
        MeshOptions options,
        Dice dice,
        Endpoints endpoints,
        Supplier<RouteTable> routes,
        StrainLedger strains,
        RevisionDemand demand,
        ThreadPoolExecutor couriers) {

    /** The request with an id: its own, or a new one. */
    Request identified(Request request) {
        if (request.headers().has(Request.REQUEST_ID)) {
            return request;
        }
        Random chance = dice.stream("request-id");
        String id = randomUuid(chance.nextLong(), chance.nextLong()).toString();
        return request.withHeaders(request.headers().with(Request.REQUEST_ID, id));
    }

    /** The two longs with version 4 and variant 2 written over their places, as RFC 9562 wants them. */
    private static UUID randomUuid(long high, long low) {
        return new UUID((high & ~0xf000L) | 0x4000L, (low & ~(3L << 62)) | (1L << 63));
    }
}
