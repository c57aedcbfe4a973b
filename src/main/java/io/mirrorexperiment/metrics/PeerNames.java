package io.mirrorexperiment.metrics;

import io.mirrorexperiment.graph.Peer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What some reporters know of a workload and others don't, told once: the two ends of an edge must not seem to be different ones because a
 * proxy does not know the version of the other yet. Where there is one cluster only, it has no name.
 */
final class PeerNames {
    private final boolean oneCluster;
    private final Map<String, Set<String>> clusters = new HashMap<>();
    private final Map<String, Set<String>> apps = new HashMap<>();
    private final Map<String, Set<String>> versions = new HashMap<>();

    private PeerNames(Collection<Peer> peers) {
        this.oneCluster = peers.stream()
                        .map(Peer::cluster)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .count()
                < 2;
        peers.forEach(peer -> learn(clusters, place(peer), peer.cluster()));
        peers.forEach(peer -> learn(apps, place(peer), peer.app()));
        peers.forEach(peer -> learn(versions, place(peer), peer.version()));
    }

    static PeerNames of(Collection<TrafficEnds> all) {
        return new PeerNames(all.stream()
                .flatMap(ends -> Stream.of(ends.source(), ends.destination()))
                .toList());
    }

    TrafficEnds known(TrafficEnds ends) {
        return ends.between(known(ends.source()), known(ends.destination()));
    }

    private Peer known(Peer peer) {
        if (peer.isUnknown() || peer.equals(Peer.EVERYBODY)) {
            return peer;
        }
        return new Peer(
                oneCluster ? "" : only(clusters, peer, Peer::cluster),
                peer.namespace(),
                peer.workload(),
                only(apps, peer, Peer::app),
                only(versions, peer, Peer::version));
    }

    private static String only(Map<String, Set<String>> known, Peer peer, Function<Peer, String> word) {
        Set<String> all = known.getOrDefault(place(peer), Set.of());
        return word.apply(peer).isEmpty() && all.size() == 1 ? all.iterator().next() : word.apply(peer);
    }

    private static void learn(Map<String, Set<String>> known, String place, String word) {
        if (!word.isEmpty()) {
            known.computeIfAbsent(place, name -> new TreeSet<>()).add(word);
        }
    }

    private static String place(Peer peer) {
        return peer.namespace() + "/" + peer.workload();
    }
}
