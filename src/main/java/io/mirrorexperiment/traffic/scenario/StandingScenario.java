package io.mirrorexperiment.traffic.scenario;

import io.mirrorexperiment.manifest.Address;

/**
 * A scenario that an object carries.
 *
 * @param service its name and namespace, as in {@code travels.travel-agency}
 * @param words what it does, as in {@code traffic-shifting: v1 80 %, v2 20 %}
 * @param object that carries it
 * @param made whether the object is ours as a whole
 */
public record StandingScenario(String service, String words, Address object, boolean made) {}
